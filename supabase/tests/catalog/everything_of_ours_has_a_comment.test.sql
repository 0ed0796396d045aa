-- DEF-1: every schema, table, type and function of ours has a comment.
begin;
select plan(4);
select tests.cast();

prepare silent as
  select pg_proc.oid::regprocedure::text from pg_catalog.pg_proc
  where pronamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace,
    'data_api'::regnamespace)
    and proname !~ '^app_\d+_(write|query|read)$'
    and coalesce(obj_description(oid, 'pg_proc'), '') = '';
select is_empty('silent', 'every function except the executors of the apps has a comment');
select is_empty($$
  select pg_class.oid::regclass from pg_catalog.pg_class
  where relnamespace = 'platform'::regnamespace and relkind in ('r', 'p', 'c')
    and coalesce(obj_description(oid, 'pg_class'), obj_description(reltype, 'pg_type'), '') = ''
$$, 'every table and type of the registry has a comment');
select is_empty($$
  select nspname from pg_catalog.pg_namespace
  where nspname in ('platform', 'access', 'sandbox', 'data_api') and coalesce(obj_description(oid, 'pg_namespace'), '') = ''
$$, 'every schema has a comment');

create function platform.forgotten() returns integer language sql as 'select 1';
select results_eq('silent', array['platform.forgotten()'], 'a function without a comment would be found');

select * from finish();
rollback;
