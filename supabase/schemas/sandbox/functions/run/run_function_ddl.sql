-- run_function_ddl: Runs one DDL statement about functions as the app, which may create functions in schema code meanwhile, and
-- completes what it created or changed (platform.install_functions). A wrapper depends on its function and may have a view that
-- depends on it, so DROP drops the wrapper first, with the same words, and a wrapper is renamed with its function.
-- A function that was changed past the guard stays a finding, unless CREATE gives it a new body.
-- Called by: run_ddl.
-- Errors: what PostgreSQL raises.
create or replace function sandbox.run_function_ddl(app_id bigint, sql text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_pairs constant jsonb := (
    select jsonb_object_agg(wrapper.oid, code.oid)
    from platform.code_functions(app_id) as own (id)
    join pg_catalog.pg_proc as code on code.oid = own.id
    join pg_catalog.pg_proc as wrapper
      on wrapper.pronamespace = 'public'::regnamespace and wrapper.proname = code.proname and wrapper.proargtypes = code.proargtypes);
  v_changed constant oid[] := array(
    select function_id from platform.app_functions as registered
    where registered.app_id = run_function_ddl.app_id and sql !~* '^\s*create\M' and strpos(sql, registered.name) > 0
      and registered.facts is distinct from platform.function_facts(registered.function_id));
begin
  perform sandbox.run_factory('lend_schemas', app_id);
  if sql ~* '^\s*drop\M' then
    perform sandbox.run_as_app(app_id, regexp_replace(replace(sql, 'code.', 'public.'),
      '^(\s*drop\s+\w+)\M(?!\s+if\s+exists)', '\1 if exists', 'i'));
  end if;
  perform sandbox.run_as_app(app_id, sql);
  perform sandbox.run_as_app(run_function_ddl.app_id, format('alter function %s rename to %I;', wrapper.oid::regprocedure, code.proname))
  from jsonb_each_text(v_pairs) as pair
  join pg_catalog.pg_proc as wrapper on wrapper.oid = pair.key::oid
  join pg_catalog.pg_proc as code on code.oid = pair.value::oid
  where code.proname <> wrapper.proname;
  perform platform.install_functions(app_id, sql, v_changed);
  perform sandbox.run_factory('take_schemas_back', app_id);
end
$$;

comment on function sandbox.run_function_ddl is 'Runs one DDL statement about functions as the app, and completes what it created.';

revoke all on function sandbox.run_function_ddl from public, anon, authenticated, service_role;
