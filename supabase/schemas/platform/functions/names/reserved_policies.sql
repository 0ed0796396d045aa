-- reserved_policies: Returns the pattern of the policy names that belong to the platform: isolation and keys. An app can neither
-- create, alter, drop nor take them. shared/sql_guard/reserved_policies.ts is generated from it, for the parse-tree wall.
create or replace function platform.reserved_policies()
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return '^(app_isolation|app_keys$)';
end
$$;

comment on function platform.reserved_policies is 'Returns the pattern of the policy names that belong to the platform.';

revoke all on function platform.reserved_policies from public, anon, authenticated, service_role;
