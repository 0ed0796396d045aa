-- GRANT-3: every schema, table, function and standalone sequence of ours has privileges of its own and leaves nothing to the default
-- privileges of a project.
begin;
select plan(5);
select tests.cast();

prepare unstated as
  select pg_proc.oid::regprocedure::text from pg_catalog.pg_proc
  where pronamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace,
    'data_api'::regnamespace)
    and proacl is null;
select is_empty('unstated', 'every function has privileges of its own');
select is_empty($$
  select pg_class.oid::regclass from pg_catalog.pg_class
  where relnamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace,
    'data_api'::regnamespace)
    and relacl is null
    and (relkind in ('r', 'p', 'v', 'm', 'f')
      -- The sequence of an identity column is reached only through its table.
      or relkind = 'S' and not exists (select from pg_catalog.pg_depend
        where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype = 'i'))
$$, 'every table and sequence has privileges of its own');
select is_empty(
  $$select nspname from pg_catalog.pg_namespace where nspname in ('platform', 'access', 'sandbox', 'data_api') and nspacl is null$$,
  'every schema has privileges of its own');
select is_empty($$
  select defaclrole::regrole, entry.grantee::regrole from pg_catalog.pg_default_acl, aclexplode(defaclacl) as entry
  where defaclnamespace in ('platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace,
    'data_api'::regnamespace)
$$, 'no default privilege exists in the schemas of the control plane');

create function platform.forgotten() returns integer language sql as 'select 1';
select results_eq('unstated', array['platform.forgotten()'], 'a function without privileges of its own would be found');

select * from finish();
rollback;
