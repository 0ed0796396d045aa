-- SQL-6: a parameter is a value, whatever it contains; it is inserted where $n is a token, and nowhere else.
begin;
select plan(26);
select tests.cast();
select tests.act_as_role('service_role');
create function pg_temp.value(sql text, parameters jsonb) returns text language sql as $$
  select platform.exec_sql(57, sql, jsonb_build_object('parameters', parameters)) #>> '{results,0,rows,0,value}'
$$;
select is(pg_temp.value('select $1 as value', jsonb_build_array(given)),
  given, 'the parameter is returned unchanged: ' || given)
from unnest(array[
  'plain', $$it's$$, $$'; drop table app_57_todos; --$$, $$\'; select 1; --$$, '$2', '$$x$$', '/* x',
  e'two\nlines', 'app_58_todos', 'ünïcode ☃'
]) as given;
select is(pg_temp.value('select $1::int + $2::int as value', '[40, 2]'), '42', 'a parameter is a number if the SQL casts it to one');
select is(pg_temp.value('select ($1::jsonb ->> ''a'') as value', '[{"a": "it''s"}]'), $$it's$$, 'an object is JSON');
select is(pg_temp.value('select coalesce($1, ''nothing'') as value', '[null]'), 'nothing', 'a null parameter is null');
select is(pg_temp.value('select $2 || $1 || $2 as value', '["a", "b"]'), 'bab', 'parameters can be used in any order and more than once');
select is(pg_temp.value('select ''$1'' || $1 as value', '["a"]'), '$1a', 'a string that looks like a parameter is not one');
select is(pg_temp.value('select text as value from app_57_todos where text = $1', $$["x' or true --"]$$),
  null, 'a parameter in a condition adds no condition');
select is(tests.exec_sql('select $1', '{"parameters": []}'), '22023 invalid_argument', 'a parameter that was not passed is refused');
select is(tests.exec_sql('select $3', '{"parameters": [1, 2]}'), '22023 invalid_argument', 'a parameter beyond the last one is refused');
select is(tests.exec_sql('select $0', '{"parameters": [1]}'), '22023 invalid_argument', 'the parameter $0 is refused');
select is(tests.exec_sql('select * from $1', '{"parameters": ["app_58_todos"]}'),
  '42601 sql_error', 'a parameter cannot be the name of a table');
select is(tests.exec_sql('$1', '{"parameters": ["delete from app_57_todos"]}'),
  '42501 statement_refused', 'a parameter cannot be a statement');
-- A parameter with a backslash becomes an escape string: PostgreSQL would join a string literal directly after it, and read its content
-- as SQL.
select is(tests.exec_sql(given, jsonb_build_object('parameters', jsonb_build_array('\'))),
  '42601 sql_unreadable', 'a string literal directly after a parameter is refused')
from unnest(array[
  $$select $1'\', ' , pg_catalog.current_setting('server_version') --'$$,
  e'select $1\n\'\\\', \' , pg_catalog.current_setting(\'server_version\') --\'',
  $$select $1 -- there
'\', ' , pg_catalog.current_setting('server_version') --'$$]) as given;
select is(tests.exec_sql('select $1if(1, 2)', '{"parameters": [null]}'),
  '42601 sql_error', 'a null parameter does not merge with the word after it');
select tests.act_as_owner();
select is((select count(*) from public.app_57_todos)::integer, 2, 'no row was deleted');
select * from finish();
rollback;
