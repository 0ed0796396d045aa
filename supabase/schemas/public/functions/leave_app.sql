-- leave_app: Ends the membership of the signed-in user in an app and deletes the user's rows in it.
-- Called by: generated apps, as supabase.rpc('leave_app', { app_id: 57 }).
-- Security: invoker; bound to access.leave_app, see join_app.
-- Errors: those of access.leave_app.
create or replace function public.leave_app(app_id bigint)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  select access.leave_app(leave_app.app_id);
end;

comment on function public.leave_app is 'Ends the membership of the signed-in user in the app, and deletes the user''s rows in it.';

revoke all on function public.leave_app from public, anon, authenticated, service_role;
grant execute on function public.leave_app to authenticated;
