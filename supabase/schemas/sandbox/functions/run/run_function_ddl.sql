-- run_function_ddl: Runs one DDL statement about functions as the app, which may create functions in schema code meanwhile, and
-- completes what it created or changed (platform.install_functions). Wrappers depend on their functions, so those of functions that
-- the statement may drop or rename go first.
-- Called by: run_ddl.
-- Errors: what PostgreSQL raises.
create or replace function sandbox.run_function_ddl(app_id bigint, sql text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform sandbox.run_factory('lend_schemas', app_id);
  if sql ~* '^\s*(?:drop|alter)\M' then
    perform sandbox.run_as_app(run_function_ddl.app_id, 'drop function ' || wrapper.oid::regprocedure || ';')
    from platform.code_functions(run_function_ddl.app_id, 'public') as own (id)
    join pg_catalog.pg_proc as wrapper on wrapper.oid = own.id
    where strpos(sql, wrapper.proname) > 0;
  end if;
  perform sandbox.run_as_app(app_id, sql);
  perform platform.install_functions(app_id);
  perform sandbox.run_factory('take_schemas_back', app_id);
end
$$;

comment on function sandbox.run_function_ddl is 'Runs one DDL statement about functions as the app, and completes what it created.';

revoke all on function sandbox.run_function_ddl from public, anon, authenticated, service_role;
