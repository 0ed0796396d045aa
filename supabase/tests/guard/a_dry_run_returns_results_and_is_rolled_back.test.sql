-- SQL-3: a dry run returns what the call would return, and nothing of it remains except its audit log entry.
begin;
select plan(11);
select tests.cast();
create temp table before as select tests.state_of_57() as state;
create temp table texts as select $$create table app_57_items (id int primary key, note text);
  insert into app_57_items values (1, 'one'), (2, 'two');
  delete from app_57_todos where true;
  select count(*) as n from app_57_items$$::text as sql;
grant select on texts to service_role;
create function pg_temp.shape(answer jsonb) returns jsonb language sql as $$
  select jsonb_agg(jsonb_build_array(result -> 'command', result -> 'row_count', result -> 'rows'))
  from jsonb_array_elements(answer -> 'results') as result
$$;
select tests.act_as_role('service_role');
create temp table answers as select platform.exec_sql(57, sql, '{"dry_run": true}') as dry from texts;
select is(pg_temp.shape((select dry from answers)),
  '[["CREATE TABLE", 0, []], ["INSERT INTO", 2, []], ["DELETE FROM", 2, []], ["SELECT", 1, [{"n": 2}]]]',
  'a dry run returns the result of every statement');
select is((select dry -> 'dry_run' from answers), 'true', 'the result of a dry run has dry_run true');
select is((select dry ->> 'code' from answers), null, 'the result of a dry run is not an error');
select tests.act_as_owner();
select is(tests.state_of_57(), (select state from before), 'nothing of a dry run remains in the app');
select is((select detail - 'duration_ms' - 'fingerprint' from platform.audit_log
    where app_id = 57 and action = 'exec_sql' order by id desc limit 1),
  '{"rows": 5, "outcome": "done", "statements": 4}', 'a dry run has an entry in the audit log');
select tests.act_as_role('service_role');
select is(tests.exec_sql('create table app_57_todos (id int)', '{"dry_run": true}'),
  '42P07 sql_error', 'a statement that would fail fails in a dry run');
select is(tests.exec_sql('vacuum', '{"dry_run": true}'),
  '42501 statement_refused', 'a statement that would be refused is refused in a dry run');
select is(tests.exec_sql('delete from app_57_todos where true', '{"dry_run": true, "read_only": true}'),
  '25006 read_only', 'a read-only dry run refuses a change');
select is(pg_temp.shape(platform.exec_sql(57, (select sql from texts))),
  (select pg_temp.shape(dry) from answers), 'the call itself returns the same as its dry run');
select is(platform.exec_sql(57, 'select 1') -> 'dry_run', 'false', 'the result of another call has dry_run false');
select tests.act_as_owner();
select isnt(tests.state_of_57(), (select state from before), 'the changes of the call itself remain');
select * from finish();
rollback;
