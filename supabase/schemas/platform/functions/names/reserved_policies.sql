-- reserved_policies: Returns the pattern of the policy names that belong to the platform: isolation, keys, code, and the defaults of
-- tables without policies of their own. An app can neither create, alter, drop nor take them.
-- shared/sql_guard/reserved_policies.ts is generated from it, for the parse-tree wall.
create or replace function platform.reserved_policies()
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return '^(app_(isolation|code)|app_keys$|default_(owner|members)_only$)';
end
$$;

comment on function platform.reserved_policies is 'Returns the pattern of the policy names that belong to the platform.';

revoke all on function platform.reserved_policies from public, anon, authenticated, service_role;
