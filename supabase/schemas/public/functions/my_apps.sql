-- my_apps: Returns the apps of this shard of which the signed-in user is a member.
-- Called by: generated apps, as supabase.rpc('my_apps').
-- Security: invoker; bound to access.my_apps, see join_app.
create or replace function public.my_apps()
returns jsonb
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select access.my_apps();
end;

comment on function public.my_apps is 'Returns the apps of the signed-in user.';

revoke all on function public.my_apps from public, anon, authenticated, service_role;
grant execute on function public.my_apps to authenticated;
