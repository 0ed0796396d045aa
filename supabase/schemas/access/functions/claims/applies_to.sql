-- applies_to: Returns whether a policy for these roles applies to the caller of an app (see access.role). One role of the app,
-- app_57_user, runs its functions for callers of every kind, so the roles of a policy alone do not tell them apart.
-- Called by: the policies that apps write, where platform.policy_gates puts it before the condition.
-- Security: definer, because callers cannot execute what it calls.
create or replace function access.applies_to(app_id bigint, roles text[])
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return access.role(app_id) = any (roles);
end
$$;

comment on function access.applies_to is 'Returns whether a policy for these roles applies to the caller of an app.';

revoke all on function access.applies_to from public, anon, authenticated, service_role;
grant execute on function access.applies_to to anon, authenticated, service_role, app_service, app_code;
