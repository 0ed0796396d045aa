-- ISO-1, GRANT-2: row security is enabled for every table of ours, app tables and registry alike.
begin;
select plan(4);
select tests.cast();

prepare open_tables as
  select pg_class.oid::regclass::text from pg_catalog.pg_class
  where relnamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace,
    'data_api'::regnamespace)
    and relkind in ('r', 'p') and not relrowsecurity;
select is_empty('open_tables', 'every table has row security');
select is_empty($$
  select pg_class.oid::regclass from pg_catalog.pg_class
  where relnamespace in ('public'::regnamespace, 'platform'::regnamespace) and relkind in ('r', 'p')
    and not exists (select from pg_catalog.pg_policy where polrelid = pg_class.oid)
$$, 'every table has at least one policy');
select is_empty($$
  select pg_class.oid::regclass from pg_catalog.pg_class
  where relnamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace,
    'data_api'::regnamespace)
    and relkind in ('v', 'm', 'f')
$$, 'no view, materialized view or foreign table exists, which row security would not protect');

select sandbox.run_as_app(57, 'alter table public.app_57_todos disable row level security');
select results_eq('open_tables', array['app_57_todos'], 'a table without row security would be found');

select * from finish();
rollback;
