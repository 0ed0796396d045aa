-- SQL-4: a call with read_only refuses everything that changes rows or tables, by the kind of the statement and, if that is
-- misjudged, by the executor.
begin;
select plan(22);
select tests.cast();
select tests.act_as_role('service_role');
select is(tests.exec_sql(sql, '{"read_only": true}'), 'done', 'a read-only call runs: ' || sql)
from unnest(array[
  'select text from app_57_todos', 'values (1)', '(select 1 as n)', 'with own as (select 1 as n) select n from own',
  'explain select text from app_57_todos',
  'select ''for update'' as words, "delete" from (select 1 as "delete") as given'
]) as sql;
select is(tests.exec_sql(sql, '{"read_only": true}'), '25006 read_only', 'a read-only call refuses: ' || sql)
from unnest(array[
  'insert into app_57_lists (text) values (''x'')', 'update app_57_todos set text = ''x'' where true',
  'delete from app_57_todos where true returning id',
  'merge into app_57_todos as mine using (values (1)) as given (n) on false when not matched then do nothing',
  'with gone as (delete from app_57_todos where true returning id) select id from gone',
  'select text from app_57_todos for update',
  'select text from app_57_todos for key share', 'select 1; delete from app_57_todos where true',
  'create table app_57_items (id int)', 'comment on table app_57_todos is ''x'''
]) as sql;
select is(tests.exec_sql('delete from app_57_todos where true', '{"read_only": false}'),
  'done', 'a call with read_only false deletes rows');
select is(platform.exec_sql(57, 'select 1 as one', '{"read_only": true}') -> 'read_only',
  'true', 'the result of a read-only call has read_only true');
select is(platform.exec_sql(57, 'select 1 as one') -> 'read_only', 'false', 'the result of another call has read_only false');

-- The second wall: the executor of read-only calls, in case a change is taken for a query.
select tests.act_as_owner();
select is((select provolatile::text from pg_proc where proname = 'app_57_read'), 's', 'the executor of read-only calls is stable');
select throws_ok($$select sandbox.run_statement(57, jsonb_populate_record(null::sandbox.statement,
    '{"kind": "read", "command": "SELECT", "returns_rows": true, "text": "delete from app_57_lists where true returning id"}'),
    true, 10, 1000)$$,
  '0A000', null, 'PostgreSQL itself refuses a change that is taken for a query');
select is((select count(*) from public.app_57_lists)::integer, 2, 'no row is deleted');
select * from finish();
rollback;
