-- SQL-5: a result holds at most max_rows rows per statement, 1,000 by default, and 4 MiB of rows per call; it says when rows are
-- omitted.
begin;
select plan(19);
select tests.cast();
select tests.act_as_role('service_role');
create function pg_temp.answer(sql text, options jsonb default '{}') returns jsonb language sql as $$
  select jsonb_agg(jsonb_build_array(result -> 'row_count', jsonb_array_length(result -> 'rows'), result -> 'truncated'))
  from jsonb_array_elements(platform.exec_sql(57, sql, options) -> 'results') as result
$$;
select is(pg_temp.answer('select n from generate_series(1, 1000) as n'),
  '[[1000, 1000, false]]', 'a thousand rows are returned completely');
select is(pg_temp.answer('select n from generate_series(1, 1001) as n'),
  '[[1000, 1000, true]]', 'a thousand and one rows are truncated, and the result says so');
select is(pg_temp.answer('select n from generate_series(1, 3) as n', '{"max_rows": 2}'),
  '[[2, 2, true]]', 'a lower max_rows truncates earlier');
select is(pg_temp.answer('select n from generate_series(1, 2) as n', '{"max_rows": 2}'),
  '[[2, 2, false]]', 'exactly max_rows rows are not truncated');
select is(pg_temp.answer('select n from generate_series(1, 20000) as n', '{"max_rows": 10000}'),
  '[[10000, 10000, true]]', 'a higher max_rows returns up to 10,000 rows');
select is(pg_temp.answer('select 1 as n; select n from generate_series(1, 3) as n', '{"max_rows": 2}'),
  '[[1, 1, false], [2, 2, true]]', 'each statement of a call has its own limit');
select is(pg_temp.answer('explain select 1', '{"max_rows": 1}'), '[[1, 1, false]]', 'the lines of a plan count as rows');
select is(
  pg_temp.answer($$
    insert into app_57_lists (user_id, text) select id, n::text from app_57_users, generate_series(1, 5) as n returning id
  $$, '{"max_rows": 3}') #> '{0,1}',
  '3', 'the rows of RETURNING are truncated');
select ok(
  octet_length(platform.exec_sql(57, $$select repeat('x', 100000) as text from generate_series(1, 1000)$$)::text)
    between 4000000 and 4600000,
  'one statement returns at most 4 MiB of rows');
select ok(
  octet_length(platform.exec_sql(57, $$
    select repeat('x', 100000) as text from generate_series(1, 30); select repeat('y', 100000) as text from generate_series(1, 30)
  $$)::text) < 4600000,
  'all statements of a call together return at most 4 MiB of rows');
select is(pg_temp.answer($$select repeat('x', 100000) as text from generate_series(1, 60); select 1 as n; select 2 as n$$) #> '{1,1}', '1',
  'a statement after the limit still returns its first row');
select is(tests.exec_sql('select 1', format('{"max_rows": %s}', value)::jsonb), '22023 invalid_argument', 'max_rows cannot be ' || value)
from unnest(array['0', '-1', '10001', '1.5', '"many"']) as value;
select tests.act_as_owner();
-- A query with many columns is wrapped, to measure its values before PostgreSQL copies them into a row.
create function pg_temp.many_columns(value text) returns text language sql as $$
  select 'select 1 as "a b", null as b, ''x''::char(3) as "C", array[1] as d, '
    || string_agg(value || ' as c' || n, ', ' order by n) || ' from generate_series(1, 2) n order by n desc -- the end'
  from generate_series(1, 60) n
$$;
select is(
  (select jsonb_path_query_array(answer, '$.results[0].rows[*].keyvalue() ? (@.key == "c60" || @.key == "C" || @.key == "a b").value')
    from platform.exec_sql(57, pg_temp.many_columns('n')) as answer),
  '["x  ", 1, 2, "x  ", 1, 1]', 'a query of many columns returns its values in its order');
select is(
  (select string_agg(element ->> 'name' || ' ' || (element ->> 'type'), ', ' order by position) filter (where position < 6)
    || ', ' || count(*)
    from platform.exec_sql(57, pg_temp.many_columns('n')) as answer,
      jsonb_array_elements(answer #> '{results,0,columns}') with ordinality as column_of (element, position)),
  'a b integer, b text, C character, d integer[], c1 integer, 64', 'a query of many columns returns their names and types');
select is(platform.exec_sql(57, pg_temp.many_columns('repeat(n::text, 100000)')) ->> 'details', 'result_too_large',
  'a row of many columns with long values is refused');

select * from finish();
rollback;
