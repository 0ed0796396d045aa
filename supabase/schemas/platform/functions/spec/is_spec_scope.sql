-- is_spec_scope: Returns whether a schema spec can ask for a scope (platform.scopes).
create or replace function platform.is_spec_scope(scope text)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (select from platform.scopes where scopes.name = is_spec_scope.scope and scopes.origin = 'spec');
end
$$;

comment on function platform.is_spec_scope is 'Returns whether a schema spec can ask for a scope.';

revoke all on function platform.is_spec_scope from public, anon, authenticated, service_role;
