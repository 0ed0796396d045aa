-- role: Returns who calls, from the point of view of an app, in Supabase's words:
--   authenticated  a member of the active app, neither suspended nor banned
--   service_role   a valid key of the app, or the operator (see is_operator)
--   anon           anybody else: a visitor, a member of another app, a suspended member, a revoked or foreign key
-- Called by: submitted SQL, functions and policies of apps, where sandbox.rewrite puts it in place of auth.role(); applies_to,
-- passes_row_security, enter_code and the other claims.
-- Security: definer, because callers cannot read the registry.
create or replace function access.role(app_id bigint)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id constant uuid := auth.uid();
begin
  if access.is_operator() then
    return 'service_role';
  elsif v_user_id is null then
    return case when access.has_app_key(role.app_id, 'read') then 'service_role' else 'anon' end;
  end if;
  return case when exists (
    select from platform.app_members
    join platform.apps on apps.id = app_members.app_id
    where app_members.app_id = role.app_id
      and app_members.user_id = v_user_id
      and app_members.status = 'active'
      and apps.status = 'active'
      and not exists (select from auth.users where users.id = v_user_id and users.banned_until > now())
  ) then 'authenticated' else 'anon' end;
end
$$;

comment on function access.role(bigint) is 'Returns who calls, from the point of view of an app: authenticated, service_role or anon.';

revoke all on function access.role(bigint) from public, anon, authenticated, service_role;
grant execute on function access.role(bigint) to anon, authenticated, service_role, app_service, app_code;
