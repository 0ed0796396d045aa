-- SQL-10: apps that an earlier release made get the executors of this one; nothing else of them changes.
begin;
select plan(12);
select tests.create_app(58);
-- An earlier release had one executor, which did less.
create temp table release as select pg_get_functiondef('sandbox.executor_bodies()'::regprocedure) as definition;
create or replace function sandbox.executor_bodies() returns table (suffix text, arguments text, answer text, volatility text, body text)
language sql immutable as $f$ values ('_write', 'sql text', 'bigint', 'volatile', 'begin execute sql; return 0; end') $f$;
select tests.create_app(57);
insert into public.app_57_posts (user_id, text) select tests.sign_up('alice', '{"app_id": 57}'), 'of alice';
do $$ begin execute (select definition from release); end $$;
create temp table before as select tests.state_of_57() as state;
create function pg_temp.executors(app_id bigint) returns setof text language sql as $$
  select replace(concat_ws(' ', oid::regprocedure, prorettype::regtype, md5(prosrc), provolatile, prosecdef, proconfig, proacl, proowner::regrole), 'app_' || app_id, 'app_N')
  from pg_proc where pronamespace = 'sandbox'::regnamespace and proname ~ format('^app_%s_', app_id)
$$;
select is((select count(*) from pg_temp.executors(57))::integer, 1, 'an app of an earlier release has one executor');
select is((select count(*) from pg_temp.executors(58))::integer, 3, 'one of this release has three');
select isnt_empty('select * from platform.verify_app(57)', 'the older one is found');
select tests.act_as_role('service_role');
select is(tests.exec_sql('select 1'), '42883 sql_error', 'and its calls fail');
select throws_ok('select platform.upgrade_executors()', '42501', null, 'upgrading is for the migration');
select tests.act_as_owner();
select is(platform.upgrade_executors(), 1, 'the app that needs it is upgraded');
select set_eq('select pg_temp.executors(57)', 'select pg_temp.executors(58)', 'its executors are those of a new app');
select is_empty('select * from platform.verify_app(57)', 'the app is sound');
select is(tests.state_of_57(), (select state from before), 'its tables and rows are what they were');
select tests.act_as_role('service_role');
select is(tests.exec_sql('select text from app_57_posts; delete from app_57_posts where true returning id'), 'done', 'its calls are served again');
select tests.act_as_owner();
select is(platform.upgrade_executors(), 0, 'and upgrading again does nothing');
select ok(not pg_has_role('app_57', 'app_installer', 'usage'), 'the app did not keep the role that it was lent');
select * from finish();
rollback;
