-- SQL-18: aggregates and string functions in submitted SQL collect at most 64 MiB a statement, and return what PostgreSQL returns.
begin;
select plan(83);
select tests.cast();
create extension if not exists citext with schema extensions;

-- Returns the first row that a query of the app returns, or the reason why it returns none.
create function pg_temp.result_of(query text) returns text language sql as $$
  select coalesce(answer -> 'results' -> 0 -> 'rows' -> 0 ->> 'r', answer ->> 'details', 'null')
  from platform.exec_sql(57, 'select (' || query || ')::text as r') as answer
$$;
create function pg_temp.plain_result_of(query text) returns text language plpgsql as $$
declare
  v_result text;
begin
  execute 'select (' || query || ')::text' into v_result;
  return coalesce(v_result, 'null');
end
$$;

select is(pg_temp.result_of(query), pg_temp.plain_result_of(query), 'exec_sql returns what PostgreSQL returns for: ' || query)
from unnest(array[
  $q$select 'a' || 'b' || 1 || true$q$,
  $q$select n || 'x' || n from generate_series(7, 7) n$q$,
  $q$select array[1] || 2 || array[3]$q$,
  $q$select 1 || array[2, 3]$q$,
  $q$select null || array[1]$q$,
  $q$select array['a'] || '{b}'$q$,
  $q$select array[1, 2] || null$q$,
  $q$select '{"a":1}'::jsonb || '{"b":2}'$q$,
  $q$select to_tsvector('simple', 'a') || to_tsvector('simple', 'b')$q$,
  $q$select to_tsquery('simple', 'a') || 'b'$q$,
  $q$select B'1' || B'0'$q$,
  $q$select '\x01'::bytea || '\x02'$q$,
  $q$select 'a'|| -1||/* comment */'b'|| -- another
'c'$q$,
  $q$select 'a' operator(||) 'b'$q$,
  $q$select 6 | 3$q$,
  $q$select ||/ 27 + 1$q$,
  $q$select (1 + 2) || 'x' = '3x' and 'a' || 'b' < 'b'$q$,
  $q$select date '2020-01-01' || ''$q$,
  $q$select concat('a', 1, null, true, 2.50, array[1])$q$,
  $q$select concat_ws(', ', 'a', null, 'b' || 'c')$q$,
  $q$select concat(variadic array['a', 'b'])$q$,
  $q$select format('%s and %I, %2$L', 1, 'two words')$q$,
  $q$select format('%s, %s', variadic array['a', 'b'])$q$,
  $q$select json_build_object('a', 1, 'b', null, 'c', 'x', 'd', 1.50, 'e', true, 'f', array[1])$q$,
  $q$select jsonb_build_array(1, 'a', null, '[1]'::jsonb)$q$,
  $q$select json_build_array()$q$,
  $q$select array_to_string(array[1, null, 3], ',')$q$,
  $q$select array_to_string(array['a', null], ', ', '-')$q$,
  $q$select array_replace(array[1, 2], 2, 3)$q$,
  $q$select array_append(array[1], null)$q$,
  $q$select array_cat(array[1], '{2}')$q$,
  $q$select array_prepend(0, array[1.5])$q$,
  $q$with a as not materialized (select 1 as n) select sum(x.n + y.n) from a x, a y$q$,
  $q$select string_agg(n::text, ', ') from generate_series(1, 5) n$q$,
  $q$select string_agg(distinct n::text, ',' order by n::text desc) from generate_series(1, 5) n$q$,
  $q$select string_agg('x', '') from generate_series(1, 3)$q$,
  $q$select string_agg(n::text, e'\n' order by n desc nulls last, n) from generate_series(1, 3) n$q$,
  $q$select string_agg(convert_to('x', 'UTF8'), '\x00') from generate_series(1, 3)$q$,
  $q$select array_agg(n) from generate_series(1, 3) n$q$,
  $q$select array_agg(array[n, n + 1]) from generate_series(1, 3) n$q$,
  $q$select array_agg(distinct n % 2 order by n % 2 desc) filter (where n > 1) from generate_series(1, 9) n$q$,
  $q$select pg_typeof(array_agg(n::char(5)))::text || array_agg(n::char(5))::text from generate_series(1, 3) n$q$,
  $q$select pg_typeof(array_agg('x'::varchar)) from generate_series(1, 3) n$q$,
  $q$select array_agg(null::integer) from generate_series(1, 2)$q$,
  $q$select array_agg(9007199254740993 + n) from generate_series(1, 2) n$q$,
  $q$select array_agg(1234567890.123456789012345678901234567890::numeric) from generate_series(1, 2)$q$,
  $q$select json_agg(t) from (select 1 as a, 'x' as b, null as c) as t$q$,
  $q$select json_agg(t.*) from (select 1 as a, 'x'::text as b) as t$q$,
  $q$select json_agg(t order by a desc) from (values (1, 'x'), (2, 'y')) as t (a, b)$q$,
  $q$select jsonb_agg(jsonb_build_object('n', n, 'list', array[n, n]) order by n desc) from generate_series(1, 3) n$q$,
  $q$select jsonb_agg((select string_agg(m::text, '') from generate_series(1, n) m)) from generate_series(1, 3) n$q$,
  $q$select json_object_agg(n, n * 2) from generate_series(1, 3) n$q$,
  $q$select jsonb_object_agg('k' || n, row(n, 'x')) from generate_series(1, 3) n$q$,
  $q$select json_agg(row(n, 'x')) from generate_series(1, 2) n$q$,
  $q$select range_agg(int4range(n, n + 2)) from generate_series(1, 9, 4) n$q$,
  $q$select array(select n from generate_series(1, 5) n order by n desc limit 3)$q$,
  $q$select array(select distinct n % 3 as m from generate_series(1, 9) n order by m)$q$,
  $q$select array(select 1 union all select 2)$q$,
  $q$select array(values ('a'), ('b'))$q$,
  $q$select array(with c as (select 7 as n) select n is distinct from 8 from c)$q$,
  $q$select array(select array(select n) from generate_series(1, 2) n)$q$,
  $q$select string_agg(n::text, ',') over (order by n) from generate_series(1, 3) n order by n desc limit 1$q$,
  $q$select replace('a-b-c', '-', '+') || replace('aaa', 'aa', 'b') || replace('abc', '', 'x')$q$,
  $q$select replace(repeat('ab', 10000), 'b', 'cd') = repeat('acd', 10000)$q$,
  $q$select regexp_replace('Hello World', '(\w+)', '<\1>', 'g') || regexp_replace('abab', 'B', 'x', 'i')$q$,
  $q$select regexp_replace('abcabc', 'b', 'X', 3) || regexp_replace('abcabc', 'b', 'X', 1, 2)$q$,
  $q$select regexp_replace('AAA', 'a', 'b', 1, 0, 'i')$q$,
  $q$select replace('A.b.a'::citext, 'a.', 'x') || replace('Aa'::citext, 'a', 'b')$q$,
  $q$select regexp_replace('AaA'::citext, 'a', 'x', 'g') || regexp_replace('Aa'::citext, 'a', 'x', 'c')$q$
]) as query;

select is(pg_temp.result_of(query), 'result_too_large', 'exec_sql refuses to collect more than 64 MiB: ' || query)
from unnest(array[
  $q$select string_agg(repeat('x', 1000000), '') from generate_series(1, 900)$q$,
  $q$select jsonb_agg(repeat('x', 1000000)) from generate_series(1, 900)$q$,
  $q$select cardinality(array(select repeat('x', 1000000) from generate_series(1, 900)))$q$,
  $q$select range_agg(numrange((n || repeat('9', 100000))::numeric, null)) from generate_series(1, 2000) n$q$,
  $q$select length(replace(repeat('x', 1000000), 'x', repeat('y', 900)))$q$
]) as query;
select is(pg_temp.result_of($q$select jsonb_agg(string_to_array(repeat('x,', 200000), ',')) is null$q$), 'result_too_large',
  'exec_sql refuses a value whose strings jsonb_agg would copy for longer than a call may last');
select is((select outcome from (
    select detail ->> 'reason' as outcome from platform.audit_log where action = 'exec_sql' order by id desc limit 1
  ) as newest), 'result_too_large', 'the refusal is in the audit log');
select is(tests.exec_sql($q$
    select length(string_agg(repeat('x', 1000000), '')) from generate_series(1, 40);
    select length(string_agg(repeat('x', 1000000), '')) from generate_series(1, 40)$q$),
  'done', 'each statement of a call may collect 64 MiB');
select is(pg_temp.result_of('select json_arrayagg(1)'), 'function_refused', 'aggregates that are not counted are refused');
select is(pg_temp.result_of('select json_array(select 1)'), 'function_refused', 'json_array, which may collect a query, is refused');
select is(pg_temp.result_of('select json_build_array(1, 2)'), '[1, 2]', 'json_build_array does the same as json_array without a query');

select is(pg_temp.result_of('select length(format(''' || repeat('%1$s', 101) || ''', 1))'), 'width_refused',
  'a format that inserts more than a hundred values is refused');
-- Members read the same through views and policies.
select tests.must_exec($q$
  create view app_57_few as
    select string_agg(n::text, ',') as r, replace(repeat('a', 20000), 'a', 'b') as s from generate_series(1, 3) n;
  create view app_57_many as select string_agg(repeat('x', 1000000), '') as r from generate_series(1, 900)$q$);
select tests.act_as('alice');
select results_eq('select r, length(s) from public.app_57_few', $$values ('1,2,3', 20000)$$, 'a member reads an aggregate through a view');
select throws_ok('select r from public.app_57_many', '54000', null, 'a member collects no more than 64 MiB through a view');
select tests.act_as_owner();
select * from finish();
rollback;
