-- my_apps: which apps of this shard the signed-in user belongs to: supabase.rpc('my_apps').
-- Security: invoker; bound to access.my_apps, see join_app.
create or replace function public.my_apps()
returns jsonb
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select access.my_apps();
end;

comment on function public.my_apps is 'The apps of the signed-in user.';

revoke all on function public.my_apps from public, anon, authenticated, service_role;
grant execute on function public.my_apps to authenticated;
