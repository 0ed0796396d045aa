-- protection_ddl: Returns DDL for the row security, policies, grants and triggers of a new table by its scope, from a
-- template if there is one.
create or replace function platform.protection_ddl(app_id bigint, name text, scope text)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_scope constant text := scope;
begin
  return coalesce(
    (
      select replace(replace(replace(
        scope_templates.protection, '%u', platform.app_user_role(app_id)), 'a_table', platform.app_object(app_id, name)),
        '%a', platform.app_literal(app_id))
      from platform.scope_templates where scope_templates.scope = v_scope
    ),
    platform.compose_protection(app_id, name, scope));
end
$$;

comment on function platform.protection_ddl is
  'Returns DDL for the row security, policies, grants and triggers of a new table by its scope.';

revoke all on function platform.protection_ddl from public, anon, authenticated, service_role;
