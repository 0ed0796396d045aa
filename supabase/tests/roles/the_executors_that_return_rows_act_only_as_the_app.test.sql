-- ROLE-1, ROLE-2: the executors that return rows run as the app, like the one that does not: they reach no other app and no other
-- role, and cannot end the transaction.
begin;
select plan(22);
select tests.cast();

select throws_ok(format('select sandbox.app_57_%s(%L, 9, 9999)', executor, sql),
  '42501', null, format('the executor %s refuses: %s', executor, sql))
from unnest(array['query', 'read']) as executor, unnest(array[
  'select * from public.app_58_todos',
  'select * from platform.apps',
  'select email from auth.users',
  'select set_config(''role'', ''postgres'', true)',
  'select sandbox.app_58_read(''select 1'', 1, 1)'
]) as sql;
select throws_ok(format('select sandbox.app_57_%s(%L, 9, 9999)', executor, sql),
  '42P11', null, format('the executor %s refuses a statement that is not a query: %s', executor, sql))
from unnest(array['query', 'read']) as executor, unnest(array['set role postgres', 'commit', 'do ''begin commit; end''']) as sql;
select throws_ok(format('select sandbox.app_57_read(%L, 9, 9999)', sql), '0A000', null, 'the executor read refuses a change: ' || sql)
from unnest(array[
  'delete from public.app_57_todos where true returning id',
  'with gone as (delete from public.app_57_todos where true returning id) select id from gone'
]) as sql;

select is(sandbox.app_57_query('select current_user as name', 9, 9999) #>> '{rows,0,name}', 'app_57', 'the executor query runs as the app');
select is(sandbox.app_57_read('select current_user as name', 9, 9999) #>> '{rows,0,name}', 'app_57', 'the executor read runs as the app');
select is(sandbox.app_57_read('select text from public.app_57_todos', 9, 9999) ->> 'row_count',
  '2', 'the executor read reads the tables of the app');
select is(sandbox.app_57_query('delete from public.app_57_todos where true returning id', 9, 9999) ->> 'row_count',
  '2', 'the executor query writes the tables of the app');

select * from finish();
rollback;
