-- CODE-1: an app that lacks its second role, as those of an earlier release do, gets the role, its privileges and its policies.
begin;
select plan(7);
select tests.cast();
select tests.must_exec('create table app_57_notes (id bigint generated always as identity primary key, text text);
  alter table app_57_notes enable row level security;
  create policy all_read on app_57_notes for select to authenticated using (true)');
create temp table before as select tests.state_of_57() as state;
select sandbox.run_as_app(57, (select string_agg(format('revoke all on public.%I from app_57_user;', relname), '')
  from platform.app_relations(57) as relation));
create temp table script as select pg_get_functiondef('sandbox.factory_script(text, bigint)'::regprocedure) as definition;
-- A factory runs any SQL that it is given.
create or replace function sandbox.factory_script(task text, app_id bigint) returns text
language plpgsql immutable security definer set search_path = '' as 'begin return task; end';
select sandbox.run_factory('grant app_57_user to app_factory_57 with inherit true, set true; drop owned by app_57_user; '
  'drop role app_57_user', 57);
do $$ begin execute (select definition from script); end $$;

select matches(tests.findings(), '\mapp_57_user role_missing', 'verify_app finds the missing role');
select isnt((select count(*) from platform.verify_shard() where app_id = 57), 0::bigint, 'verify_shard finds the app');
select is(platform.upgrade_executors(), 1, 'upgrade_executors upgrades one app');
select has_role('app_57_user', 'the app has its second role');
select isnt(platform.repair_app(57) -> 'steps', '[]', 'repair_app brings the tables up to date');
select is(tests.findings(), 'sound', 'the app is sound');
select is(tests.state_of_57(), (select state from before), 'the app is as it was');

select * from finish();
rollback;
