-- join_app: Makes the signed-in user a member of an app.
-- Called by: generated apps, as supabase.rpc('join_app', { app_id: 57 }), or with the secret of an invitation
-- as { app_id: 57, invitation }.
-- Security: invoker; the body is bound to access.join_app when it is created, so callers need no USAGE on access.
-- Errors: those of access.join_app.
create or replace function public.join_app(app_id bigint, invitation text default null)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  select access.join_app(join_app.app_id, join_app.invitation);
end;

comment on function public.join_app is 'Makes the signed-in user a member of the app.';

revoke all on function public.join_app from public, anon, authenticated, service_role;
grant execute on function public.join_app to authenticated;
