-- SQL-3: a call is all or nothing: the statements before the one that is refused or fails are rolled back with it.
begin;
select plan(17);
select tests.cast();
create temp table before as select tests.state_of_57() as state;
select tests.act_as_role('service_role');
select is(
  tests.exec_sql($$create table app_57_items (id int primary key);
    insert into app_57_lists (user_id, text) select id, 'new' from app_57_users; delete from app_57_todos where true; $$ || last),
  expected, 'the earlier statements are rolled back with: ' || last)
from (values
  ('vacuum', '42501 statement_refused'),
  ('select * from app_58_todos', '42501 foreign_name'),
  ('select 1 / 0', '22012 sql_error'),
  ('select * from app_57_nothing', '42P01 sql_error'),
  ('selec 1', '42501 statement_refused'),
  ('select ''', '42601 sql_unreadable'),
  ('select $1', '22023 invalid_argument'),
  ('insert into app_57_lists (text) values (null)', '23502 sql_error'),
  ('insert into app_57_items values (1), (1)', '23505 sql_error'),
  ('create table app_57_todos (id int)', '42P07 sql_error'),
  ('alter table app_57_users add column note text; drop table app_57_users', '42501 profile_is_fixed')
) as failing (last, expected);
select is(tests.exec_sql('create table app_57_items (id int primary key); select 1', '{"read_only": true}'),
  '25006 read_only', 'a read-only call is refused as a whole');

-- A finding of the catalog check, which no accepted SQL should be able to cause.
select tests.act_as_owner();
select sandbox.run_as_app(57, 'create function public.app_57_f() returns integer language sql as ''select 1''');
select tests.act_as_role('service_role');
select is(tests.exec_sql('create table app_57_items (id int primary key)'),
  '42501 app_not_sound', 'a call is refused if the catalog check finds a problem after it');
select tests.act_as_owner();
select sandbox.run_as_app(57, 'drop function public.app_57_f()');

select is(tests.state_of_57(), (select state from before), 'the tables, columns, indexes, policies and rows of the app are unchanged');
select is((select count(*) from platform.audit_log where app_id = 57 and action = 'exec_sql' and detail ->> 'outcome' <> 'done')::integer,
  13, 'the audit log has an entry of each call');
select tests.act_as_role('service_role');
select is(tests.exec_sql($$insert into app_57_lists (user_id, text) select id, 'new' from app_57_users$$),
  'done', 'a call without a fault is done');
select tests.act_as_owner();
select isnt(tests.state_of_57(), (select state from before), 'the changes of a call without a fault remain');
select * from finish();
rollback;
