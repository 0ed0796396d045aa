-- has_app_role: Returns whether the signed-in user is an active member of an active app in one of the given roles.
-- Called by: the write policies of read_only tables, as (select access.has_app_role(57, '{owner,admin}')).
-- Security: definer, because users cannot read the registry.
create or replace function access.has_app_role(app_id bigint, roles text[])
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id constant uuid := auth.uid();
begin
  return exists (
    select from platform.app_members
    join platform.apps on apps.id = app_members.app_id
    where app_members.app_id = has_app_role.app_id
      and app_members.user_id = v_user_id
      and app_members.role = any (has_app_role.roles)
      and app_members.status = 'active'
      and apps.status = 'active'
      -- A ban ends by itself, and binds tokens that were issued before. A join with auth.users would cost 1.5 times as much.
      and not exists (select from auth.users where users.id = v_user_id and users.banned_until > now())
  );
end
$$;

comment on function access.has_app_role is 'Returns whether the signed-in user has one of the roles in the active app.';

revoke all on function access.has_app_role from public, anon, authenticated, service_role;
grant execute on function access.has_app_role to anon, authenticated, service_role, app_service, app_code;
