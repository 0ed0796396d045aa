-- is_raw_scope: Returns whether a scope is one of tables that submitted SQL created, which no spec manages (platform.scopes).
create or replace function platform.is_raw_scope(scope text)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (select from platform.scopes where scopes.name = is_raw_scope.scope and scopes.origin = 'sql');
end
$$;

comment on function platform.is_raw_scope is 'Returns whether a scope is one of tables that submitted SQL created.';

revoke all on function platform.is_raw_scope from public, anon, authenticated, service_role;
