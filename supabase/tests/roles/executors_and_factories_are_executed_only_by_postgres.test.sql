-- ROLE-3: only postgres and their owner may execute executors, factories and the functions that call them.
begin;
select plan(7);
select tests.cast();

prepare others as
  select format('%s %s', pg_proc.oid::regprocedure, rolname collate "default")
  from pg_catalog.pg_proc, pg_catalog.pg_roles
  where pronamespace = 'sandbox'::regnamespace
    and proname <> 'factory_script'
    and pg_roles.oid not in (proowner, 'postgres'::regrole)
    and not rolsuper
    and has_function_privilege(pg_roles.oid, pg_proc.oid, 'EXECUTE');
select is_empty('others', 'only postgres and the owner may execute a function in sandbox');
select is_empty($$
  select rolname from pg_catalog.pg_roles
  where not rolsuper and rolname <> 'postgres' and rolname !~ '^app_(factory_\d+|installer(_\d+)?)$'
    and has_function_privilege(pg_roles.oid, 'sandbox.factory_script(text, bigint)', 'EXECUTE')
$$, 'only factories and their installer may execute factory_script');
select is_empty($$
  select pg_proc.oid::regprocedure from pg_catalog.pg_proc
  where pronamespace = 'sandbox'::regnamespace and not has_function_privilege('postgres', pg_proc.oid, 'EXECUTE')
$$, 'postgres may execute every function in sandbox');
select is((select count(*) from pg_catalog.pg_proc where pronamespace = 'sandbox'::regnamespace and proname ~ '^app_factory_\d+$'),
  200::bigint, 'the shard has 200 factories');
select is_empty($$
  select rolname from pg_catalog.pg_roles
  where not rolsuper and rolname <> 'postgres' and rolname !~ '^(app_factory_\d+|app_installer(_\d+)?|pg_.*)$'
    and has_schema_privilege(oid, 'sandbox', 'USAGE,CREATE')
$$, 'no other role has a privilege on the schema sandbox');

select tests.act_as_role('service_role');
select throws_ok($$select sandbox.run_as_app(57, 'select 1')$$, '42501', null, 'service_role runs no SQL as an app');
select tests.act_as_owner();
grant execute on function sandbox.run_as_app(bigint, text) to service_role;
select bag_eq('others', array['sandbox.run_as_app(bigint,text) service_role'], 'a grant to another role would be found');

select * from finish();
rollback;
