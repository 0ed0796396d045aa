-- MEM-2: only app_members references auth.users: each such key adds two triggers to the table that every login updates.
begin;
select plan(3);
select tests.cast();

prepare to_auth as
  select conrelid::regclass::text, confdeltype::text from pg_catalog.pg_constraint
  where contype = 'f' and confrelid::regclass::text like 'auth.%' and connamespace <> 'auth'::regnamespace;
select results_eq('to_auth', $$ values ('platform.app_members', 'c') $$, 'only app_members references an account, and its key cascades');
select bag_eq($$
  select tgname::text from pg_catalog.pg_trigger where tgrelid = 'auth.users'::regclass and not tgisinternal
$$, array['appshard_enrol', 'appshard_enrol_confirmed', 'appshard_follow'], 'auth.users has exactly three triggers of ours');
select is_empty($$
  select conname from pg_catalog.pg_constraint
  join pg_catalog.pg_class as source on source.oid = conrelid join pg_catalog.pg_class as target on target.oid = confrelid
  where contype = 'f' and connamespace = 'public'::regnamespace
    and substring(source.relname from '^app_\d+_') is distinct from substring(target.relname from '^app_\d+_')
$$, 'every reference of an app stays within the app');

select * from finish();
rollback;
