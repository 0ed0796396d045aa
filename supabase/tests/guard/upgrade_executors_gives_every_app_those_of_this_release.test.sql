-- SQL-10: apps created by an earlier release get the executors of this one; nothing else of them changes.
begin;
select plan(12);
select tests.create_app(58);
-- An earlier release had only one executor, with fewer features.
create temp table release as select pg_get_functiondef('sandbox.executor_bodies()'::regprocedure) as definition;
create or replace function sandbox.executor_bodies() returns table (suffix text, arguments text, answer text, volatility text, body text)
language sql immutable as $f$ values ('_write', 'sql text', 'bigint', 'volatile', 'begin execute sql; return 0; end') $f$;
select tests.create_app(57);
insert into public.app_57_posts (user_id, text) select tests.sign_up('alice', '{"app_id": 57}'), 'of alice';
do $$ begin execute (select definition from release); end $$;
create temp table before as select tests.state_of_57() as state;
create function pg_temp.executors(app_id bigint) returns setof text language sql as $$
  select replace(concat_ws(' ', oid::regprocedure, prorettype::regtype, md5(prosrc), provolatile, prosecdef, proconfig, proacl,
    proowner::regrole), 'app_' || app_id, 'app_N')
  from pg_proc where pronamespace = 'sandbox'::regnamespace and proname ~ format('^app_%s_', app_id)
$$;
select is((select count(*) from pg_temp.executors(57))::integer, 1, 'an app of an earlier release has one executor');
select is((select count(*) from pg_temp.executors(58))::integer, 3, 'an app of this release has three executors');
select isnt_empty('select * from platform.verify_app(57)', 'verify_app finds the missing executors');
select tests.act_as_role('service_role');
select is(tests.exec_sql('select 1'), '42883 sql_error', 'a call for an app of an earlier release fails');
select throws_ok('select platform.upgrade_executors()', '42501', null, 'service_role may not call upgrade_executors');
select tests.act_as_owner();
select is(platform.upgrade_executors(), 1, 'upgrade_executors upgrades one app');
select set_eq('select pg_temp.executors(57)', 'select pg_temp.executors(58)', 'the upgraded app has the executors of a new app');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the upgraded app');
select is(tests.state_of_57(), (select state from before), 'the tables and rows of the upgraded app are unchanged');
select tests.act_as_role('service_role');
select is(tests.exec_sql('select text from app_57_posts; delete from app_57_posts where true returning id'),
  'done', 'a call for the upgraded app is done');
select tests.act_as_owner();
select is(platform.upgrade_executors(), 0, 'upgrade_executors upgrades no app a second time');
select ok(not pg_has_role('app_57', 'app_installer', 'usage'), 'the app has not kept the role that it was lent');
select * from finish();
rollback;
