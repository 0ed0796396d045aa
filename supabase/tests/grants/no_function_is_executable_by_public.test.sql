-- GRANT-3: no function of ours, and none that an app comes with, is executable by PUBLIC, which is PostgreSQL's default.
begin;
select plan(3);
select tests.cast();

prepare open_to_all as
  select pg_proc.oid::regprocedure::text
  from pg_catalog.pg_proc
  where pronamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace,
    'data_api'::regnamespace)
    and exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner))) as entry where entry.grantee = 0);
select is_empty('open_to_all', 'no function is executable by PUBLIC');
select ok((select count(*) > 200 from pg_catalog.pg_proc where pronamespace = 'sandbox'::regnamespace),
  'the check covers factories and executors');

create function platform.forgotten() returns integer language sql as 'select 1';
select results_eq('open_to_all', array['platform.forgotten()'], 'a function without its REVOKE would be found');

select * from finish();
rollback;
