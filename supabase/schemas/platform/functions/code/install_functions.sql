-- install_functions: Completes the functions of an app that a statement has created or changed in this transaction: moves each to its
-- owner, says who may execute it, renews its wrapper and registers it. Removes the wrappers of functions that are gone. Looks only at
-- functions whose names the statement contains: it can change no other. The registry keeps what it holds about a function that this
-- transaction did not change, and about those given as rejected, so that nothing which bypassed the guard becomes accepted.
-- Called by: sandbox.run_function_ddl, while the app's roles may create functions in schema code.
create or replace function platform.install_functions(app_id bigint, sql text, rejected oid[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_age constant integer := age(pg_current_xact_id()::xid);
  v_function record;
begin
  for v_function in
    select code.oid, code.oid::regprocedure::text as signature, code.proacl, code.proowner, code.prorettype,
      age(code.xmin) <= v_age and code.oid <> all (rejected) as is_changed,
      platform.function_owner(install_functions.app_id, code.proconfig) as owner
    from platform.code_functions(install_functions.app_id) as own (id)
    join pg_catalog.pg_proc as code on code.oid = own.id
    left join platform.app_functions as registered
      on registered.app_id = install_functions.app_id and registered.function_id = code.oid
    where strpos(sql, code.proname) > 0 and registered.facts is distinct from platform.function_facts(code.oid)
  loop
    perform sandbox.run_as_app(app_id, concat(
      case when pg_catalog.pg_get_userbyid(v_function.proowner) <> v_function.owner
        then format('alter function %s owner to %I;', v_function.signature, v_function.owner) end,
      case when v_function.proacl is null then platform.function_grants_ddl(app_id, v_function.oid) end));
    if v_function.prorettype <> 'trigger'::regtype then
      perform sandbox.run_as_app(app_id, platform.wrapper_ddl(app_id, v_function.oid));
    end if;
    if v_function.is_changed then
      insert into platform.app_functions (app_id, function_id, name, facts)
      select install_functions.app_id, pg_proc.oid, pg_proc.proname, platform.function_facts(pg_proc.oid)
      from pg_catalog.pg_proc where pg_proc.oid = v_function.oid
      on conflict on constraint app_functions_pkey do update
      set name = excluded.name, facts = excluded.facts, accepted_at = excluded.accepted_at;
    end if;
  end loop;
  perform sandbox.run_as_app(install_functions.app_id, 'drop function ' || wrapper.oid::regprocedure || ';')
  from platform.code_functions(install_functions.app_id, 'public') as own (id)
  join pg_catalog.pg_proc as wrapper on wrapper.oid = own.id
  where not exists (
    select from pg_catalog.pg_proc as code
    where code.pronamespace = 'code'::regnamespace and code.proname = wrapper.proname and code.proargtypes = wrapper.proargtypes);
  perform platform.forget_functions(app_id);
end
$$;

comment on function platform.install_functions is 'Completes the functions of an app that DDL has created or changed.';

revoke all on function platform.install_functions from public, anon, authenticated, service_role;
