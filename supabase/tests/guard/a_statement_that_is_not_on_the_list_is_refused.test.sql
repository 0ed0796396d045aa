-- SQL-1: default deny: a kind of statement that is not on the list is refused, whatever comes before or after it.
begin;
select plan(57);
select tests.cast();
select tests.act_as_role('service_role');
select is(tests.exec_sql(sql),
  '42501 statement_refused', 'this statement is refused: ' || sql)
from unnest(array[
  'begin', 'commit', 'rollback', 'savepoint one', 'prepare transaction ''one''', 'set transaction isolation level serializable',
  'set role postgres', 'reset role', 'set search_path = auth', 'set local statement_timeout = 0', 'reset all', 'discard all',
  'show statement_timeout',
  'do $$begin end$$', 'call app_57_todos()', 'prepare app_57_q as select 1', 'execute app_57_q', 'deallocate all',
  'declare app_57_c cursor with hold for select 1', 'fetch all from app_57_c', 'close all', 'listen pgrst', 'notify pgrst', 'unlisten *',
  'lock table app_57_todos', 'truncate app_57_todos', 'copy app_57_todos to stdout', 'table app_57_todos',
  'create temp function app_57_f() returns integer language sql as ''select 1''',
  'create procedure app_57_p() language sql as ''select 1''',
  'create event trigger app_57_t on ddl_command_end execute function tg()',
  'create rule app_57_r as on insert to app_57_todos do instead nothing',
  'create temp table app_57_temp (id int)', 'create unlogged table app_57_fast (id int)', 'create materialized view app_57_m as select 1',
  'create recursive view app_57_v (n) as select 1', 'create sequence app_57_s', 'create domain app_57_d as text',
  'create schema app_57_own',
  'create extension hstore', 'create role app_57_r', 'create publication app_57_p for all tables',
  'create foreign table app_57_f (id int) server s',
  'create statistics app_57_s on text, id from app_57_todos', 'create aggregate app_57_a (int) (sfunc = int4pl, stype = int)',
  'grant select on app_57_todos to anon', 'revoke all on app_57_todos from app_service',
  'alter default privileges grant select on tables to anon',
  'alter role service_role superuser', 'alter system set fsync = off', 'drop owned by service_role',
  'security label on table app_57_todos is ''x''',
  'vacuum app_57_todos', 'analyze app_57_todos', 'select 1; checkpoint', '/* a query */ reindex table app_57_todos; select 1'
]) as sql;
select tests.act_as_owner();
select is_empty($$select * from platform.verify_app(57)$$, 'verify_app finds nothing wrong with the app');
select * from finish();
rollback;
