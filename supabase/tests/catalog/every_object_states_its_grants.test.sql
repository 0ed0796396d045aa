-- GRANT-3: every schema, table, function and free sequence of ours has privileges of its own and leaves nothing to the defaults of a project.
begin;
select plan(5);
select tests.cast();

prepare unstated as
  select pg_proc.oid::regprocedure::text from pg_catalog.pg_proc
  where pronamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace) and proacl is null;
select is_empty('unstated', 'every function states its grants');
select is_empty($$
  select pg_class.oid::regclass from pg_catalog.pg_class
  where relnamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace) and relacl is null
    and (relkind in ('r', 'p', 'v', 'm', 'f')
      -- The sequence of an identity column is reached through its table alone.
      or relkind = 'S' and not exists (select from pg_catalog.pg_depend where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype = 'i'))
$$, 'every table and sequence');
select is_empty($$select nspname from pg_catalog.pg_namespace where nspname in ('platform', 'access', 'sandbox') and nspacl is null$$, 'every schema');
select is_empty($$
  select defaclrole::regrole, entry.grantee::regrole from pg_catalog.pg_default_acl, aclexplode(defaclacl) as entry
  where defaclnamespace in ('platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace)
$$, 'no default grants anything in the schemas of the control plane');

create function platform.forgotten() returns integer language sql as 'select 1';
select results_eq('unstated', array['platform.forgotten()'], 'one that does not would be found');

select * from finish();
rollback;
