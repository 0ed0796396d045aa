-- is_spec_scope: returns whether a spec can ask for a scope. The other scopes are those of the profiles and of tables that raw DDL made.
create or replace function platform.is_spec_scope(scope text)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return scope in ('private', 'shared', 'public_read', 'read_only');
end
$$;

comment on function platform.is_spec_scope is 'Whether a spec can ask for a scope.';

revoke all on function platform.is_spec_scope from public, anon, authenticated, service_role;
