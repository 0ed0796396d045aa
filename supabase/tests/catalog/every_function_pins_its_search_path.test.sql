-- DEF-1: every function of ours pins its search_path, with pg_temp last, so a temporary type or table cannot shadow anything in it.
begin;
select plan(4);
select tests.cast();

prepare unpinned as
  select pg_proc.oid::regprocedure::text from pg_catalog.pg_proc
  where pronamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace,
    'data_api'::regnamespace)
    and proname !~ '^app_\d+_(write|query|read)$'
    and not exists (select from unnest(proconfig) as setting where setting = 'search_path=pg_catalog, pg_temp');
select is_empty('unpinned', 'every function pins its search_path to pg_catalog, pg_temp');
select bag_eq($$
  select distinct setting from pg_catalog.pg_proc, unnest(proconfig) as setting
  where pronamespace = 'sandbox'::regnamespace and proname ~ '^app_\d+_(write|query|read)$' and setting ~ '^search_path='
$$, array['search_path=public, extensions, pg_temp'],
  'an executor, which runs SQL of the app, pins its search_path to public, extensions, pg_temp');
select is_empty($$
  select pg_proc.oid::regprocedure from pg_catalog.pg_proc
  where pronamespace = 'sandbox'::regnamespace and proname ~ '^app_\d+_(write|query|read)$' and proconfig is null
$$, 'every executor pins its search_path');

create function platform.forgotten() returns integer language sql as 'select 1';
alter function platform.setting(text) set search_path = '';
select bag_eq('unpinned',
  array['platform.forgotten()', 'platform.setting(text)'], 'a function that does not pin its search_path would be found');

select * from finish();
rollback;
