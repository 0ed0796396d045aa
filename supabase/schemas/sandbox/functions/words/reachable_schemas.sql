-- reachable_schemas: Returns the schemas in which the executors of apps find functions without a schema name: their search
-- path. check_names refuses other schemas by name, so a function elsewhere cannot be called.
-- Called by: name_problems, check_drop_function and read_guard_cache.
create or replace function sandbox.reachable_schemas()
returns oid[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(select pg_namespace.oid from pg_catalog.pg_namespace where nspname in ('pg_catalog', 'public', 'extensions'));
end
$$;

comment on function sandbox.reachable_schemas is 'Returns the schemas in which the executors of apps find functions.';

revoke all on function sandbox.reachable_schemas from public, anon, authenticated, service_role;
