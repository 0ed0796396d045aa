-- SQL-12: a text that the guard let through is known by its hash, and only to the guard that let it through: another allow-list,
-- another function of the guard, or a new function or schema of a name in the text, and it is read anew.
-- That it was known is seen by a mark in what is kept.
begin;
select plan(23);
select tests.cast();

create function pg_temp.run(sql text, options jsonb default '{}', app_id bigint default 57) returns text language sql as $$
  select coalesce(answer ->> 'details', 'done') from platform.exec_sql(app_id, sql, options) as answer
$$;
create function pg_temp.fingerprint() returns text language sql as $$
  select detail ->> 'fingerprint' from platform.audit_log where action = 'exec_sql' order by id desc limit 1
$$;
-- Whether a call is answered from the cache: what is kept of it gets another fingerprint before, which the audit log shows.
create function pg_temp.is_known(sql text, options jsonb default '{}', app_id bigint default 57) returns boolean language plpgsql as $$
begin
  update sandbox.guard_cache set statements[1].fingerprint = 'known';
  perform pg_temp.run(sql, options, app_id);
  return pg_temp.fingerprint() like 'known%';
end
$$;

select is(pg_temp.run('select t.text from app_57_todos as t where lower(t.text) = $1', '{"parameters": ["a"]}'), 'done', 'a first call');
select ok(pg_temp.is_known('select t.text from app_57_todos as t where lower(t.text) = $1', '{"parameters": ["a"]}'), 'is known the second time');
select ok(pg_temp.is_known('select t.text from app_57_todos as t where lower(t.text) = $1', '{"parameters": ["b"], "read_only": true}'), 'with other parameters and options too');
select is(pg_temp.run('select t.text from app_57_todos as t where lower(t.text) = $1'), 'invalid_argument', 'a parameter that is missing is refused');
select ok(not pg_temp.is_known('select t.text from app_57_todos as t where lower(t.text) = $1 ', '{"parameters": ["a"]}'), 'another text is not known');

-- The answer is the same, for every way in which a text is rewritten.
create temp table texts (sql text, options jsonb);
insert into texts values
  ('select count(*)::integer as n, $1 as a, $2::integer as b from app_57_todos', '{"parameters": ["it''s", 2]}'),
  (e'-- first\nselect /* a; b */ ''--x'' as a, auth.uid() as b, repeat(''ab'', 2) as c -- last', '{}'),
  (e'select ''a''\n''b'' as x; select e''\\'''' as y; values (1, $q$;$q$)', '{}'),
  ('insert into app_57_todos (user_id, text) select id, ''secret needle'' from app_57_users returning text', '{"dry_run": true}'),
  (e'select ''Grüße €'' as a, /* ß */ $1 as b, ''z'' as c', '{"parameters": [null]}');
create function pg_temp.rows_of(sql text, options jsonb) returns jsonb language sql as $$
  select jsonb_path_query_array(platform.exec_sql(57, sql, options), '$.results[*].rows')
$$;
create temp table answers as select sql, options, pg_temp.rows_of(sql, options) as first from texts;
select is(pg_temp.rows_of(sql, options), first, 'known, it answers the same: ' || left(sql, 30)) from answers;
select ok(pg_temp.is_known(sql, options), 'and it was known: ' || left(sql, 30)) from texts;
select is_empty($$select from sandbox.guard_cache where guard_cache::text ~ 'needle|Grüße|secret|a; b'$$, 'what is kept holds no literal and no comment');

-- Another guard.
select tests.must_exec('select 1 as one');
insert into sandbox.allowed_functions values ('pg_backend_pid');
select ok(not pg_temp.is_known('select 1 as one'), 'a longer allow-list has accepted nothing yet');
delete from sandbox.allowed_functions where name = 'lower';
select is(pg_temp.run('select t.text from app_57_todos as t where lower(t.text) = $1', '{"parameters": ["a"]}'), 'function_refused',
  'what is off the list is refused, though it was accepted before');
select tests.must_exec('select 1 as one');
do $$ begin execute (select pg_get_functiondef('sandbox.check_query'::regproc)); end $$;
select ok(not pg_temp.is_known('select 1 as one'), 'a function of the guard that was replaced has accepted nothing yet');
select set_eq(
  $$select oid from pg_proc where pronamespace = 'sandbox'::regnamespace and proname !~ '^app_'
    union select unnest('{platform.app_object,platform.index_prefix,platform.limit_of,platform.reserved_policies}'::regproc[])$$,
  'select unnest(functions) from sandbox.guard_state', 'every function of the guard counts');

-- Another database.
select tests.must_exec('select t.shout from (select text as shout from app_57_todos) as t');
create function public.shout(anyelement) returns text language sql as $$ select 'x' $$;
select is(pg_temp.run('select t.shout from (select text as shout from app_57_todos) as t'), 'function_refused', 'a name that has become that of a function is refused');

select tests.must_exec('create table app_57_made (id int)');
select ok(not pg_temp.is_known('create table app_57_made (id int)'), 'DDL is read every time');
set transaction_read_only = on;
select lives_ok($$select sandbox.write_guard_cache(57, 'select 2', '[]', 'x', array(select s from sandbox.read_sql(57, 'select 2', '[]', true) as s))$$, 'where nothing can be written, nothing is kept and nothing fails');

select * from finish();
rollback;
