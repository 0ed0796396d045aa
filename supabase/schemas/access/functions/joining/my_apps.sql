-- my_apps: Returns the active apps of this shard in which the signed-in user is an active member, as [{app_id, name, role,
-- joined_at}], by app id.
-- Called by: public.my_apps.
-- Security: definer, because users cannot read the registry; it returns only the apps of auth.uid().
create or replace function access.my_apps()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'app_id', apps.id, 'name', apps.name, 'role', app_members.role, 'joined_at', app_members.joined_at
    ) order by apps.id), '[]')
    from platform.app_members
    join platform.apps on apps.id = app_members.app_id
    where app_members.user_id = (select auth.uid())
      and app_members.status = 'active'
      and not access.is_banned(app_members.user_id)
      and apps.status = 'active'
  );
end
$$;

comment on function access.my_apps is 'Returns the apps of the signed-in user.';

revoke all on function access.my_apps from public, anon, authenticated, service_role;
grant execute on function access.my_apps to authenticated;
