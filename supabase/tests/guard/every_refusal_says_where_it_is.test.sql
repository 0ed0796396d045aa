-- SQL-17: exec_sql and check_sql report all refusals of a text, each with its statement, line and position in the submitted SQL.
begin;
select plan(35);
select tests.cast();
create function pg_temp.refused(sql text, options jsonb default '{}') returns text[] language sql as $$
  select array_agg(concat_ws(' ', r ->> 'statement', r ->> 'line', r ->> 'position', r ->> 'sqlstate', r ->> 'reason') order by n)
  from platform.exec_sql(57, sql, options) as answer,
    jsonb_array_elements(answer -> 'refusals') with ordinality as listed (r, n)
$$;
select tests.act_as_role('service_role');

create temp table answered as select * from platform.exec_sql(57, e'select ''é'';;\n-- a ; comment\ncreate procedure f(a int)       '
  'language sql as $$ select 1; $$;\ndrop table if exists todos, "a;b";\n\n  select text from app_57_todos;\n'
  'select version(), app_58_x.a, version()\nfrom app_58_x;') as answer;
select is((
    select array_agg(concat_ws(' ', r ->> 'statement', r ->> 'line', r ->> 'position', r ->> 'sqlstate', r ->> 'reason') order by n)
    from answered, jsonb_array_elements(answer -> 'refusals') with ordinality as listed (r, n)),
  array['2 3 29 42501 statement_refused', '3 4 115 42501 wrong_prefix', '5 7 170 42501 function_refused', '5 7 181 42501 foreign_name'],
  'every refusal has its place; a name counts once in a statement, and empty statements do not count');
select is(answer -> 'refusal_count', '4', 'the number of refusals is stated') from answered;
select is(array[answer -> 'code', answer -> 'details', answer -> 'message', answer -> 'hint'],
  array[answer #> '{refusals,0,sqlstate}', answer #> '{refusals,0,reason}', answer #> '{refusals,0,message}',
    answer #> '{refusals,0,hint}'],
  'the error itself is the first refusal') from answered;
select ok(bool_and(r ->> 'message' like 'Cannot run the SQL: %' and r ->> 'hint' <> ''), 'every refusal has a message and a hint')
from answered, jsonb_array_elements(answer -> 'refusals') as r;
select is(platform.check_sql(57, 'set role a; reset all'), platform.exec_sql(57, 'set role a; reset all'),
  'check_sql returns the same refusals');
select is(current_setting('response.status'), '403', 'a refusal has the HTTP status of its first error');

select is(pg_temp.refused(sql), refusals, 'the place is that of the problem: ' || sql) from (values
  (e'select 1;\nselect ''a', array['2 2 18 42601 sql_unreadable']),
  (e'select 1; /* a */ select $a$ b', array['2 1 26 42601 sql_unreadable']),
  ('create table app_57_a (like app_57_todos)', array['1 1 24 42501 option_refused']),
  ('alter table app_57_lists add column a int, disable row level security', array['1 1 44 42501 option_refused']),
  ('alter table app_57_lists drop column user_id', array['1 1 26 42501 owner_is_fixed']),
  ('create policy app_isolation on app_57_lists using (true)', array['1 1 15 42501 isolation_is_fixed']),
  ('create policy p on app_57_lists to anon, postgres using (true)', array['1 1 42 42501 option_refused']),
  ('select 1 as a into app_57_b', array['1 1 15 42501 into_refused']),
  ('explain select 1 as a into app_57_b', array['1 1 23 42501 into_refused']),
  ('comment on database x is ''y''', array['1 1 12 42501 option_refused']),
  ('drop table app_57_lists, todos', array['1 1 26 42501 wrong_prefix']),
  ('select email from auth.users', array['1 1 19 42501 schema_refused']),
  ('select $2', array['1 1 8 22023 invalid_argument']),
  ('create table', array['1 1 8 42501 wrong_prefix'])
) as refused (sql, refusals);
select is(pg_temp.refused(sql), refusals, 'an error of PostgreSQL has its place, too: ' || sql) from (values
  (e'select 1;\nselect auth.uid(),\n nope from app_57_todos', array['2 3 31 42703 sql_error']),
  ('select t.text from app_57_todos t where text = '''' and t."No" > 1', array['1 1 55 42703 sql_error']),
  ('select auth.uid(1, 2)', array['1 1 8 42883 sql_error']),
  ('select 1 as a where 1 = ''x1''', array['1 1 25 22P02 sql_error']),
  ('insert into app_57_lists (text) values (null)', array['1 1 13 23502 sql_error']),
  ('select 1; insert into app_57_nothing (a) values (1)', array['2 1 23 42P01 sql_error']),
  ('create table app_57_m (a int constraint m_pkey primary key); create table app_57_n (a int constraint m_pkey primary key)',
    array['2 1 102 42P07 sql_error']),
  ('select 1; select 1 from from app_57_todos', array['2 1 25 42601 sql_error']),
  ('select (1) + (2)) + (3)', array['1 1 17 42601 sql_error']),
  ('create table app_57_k (a int, b int,)', array['1 1 37 42601 sql_error']),
  ('select (1', array['1 1 10 42601 sql_error']),
  ('select 1; select 1 / 0', array['2 1 11 22012 sql_error'])
) as failed (sql, refusals);

select is(jsonb_array_length(answer -> 'refusals') || ' of ' || (answer ->> 'refusal_count'), '100 of 150',
  'at most 100 refusals are listed')
from platform.exec_sql(57, repeat('reset all;', 150)) as answer;
select is(platform.exec_sql(57, 'reset all; create table app_57_made (id int)') -> 'refusal_count', '1',
  'what follows a refused statement is read');
select hasnt_table('public', 'app_57_made', 'what follows a refused statement is not run');

select * from finish();
rollback;
