-- is_spec_scope: whether a scope is one that a spec can ask for: the tables of all others are the profiles and those of raw DDL.
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

comment on function platform.is_spec_scope is 'Whether a scope is one that a spec can ask for.';

revoke all on function platform.is_spec_scope from public, anon, authenticated, service_role;
