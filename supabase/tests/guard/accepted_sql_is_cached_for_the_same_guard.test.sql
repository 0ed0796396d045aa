-- SQL-12: SQL that the guard accepted is cached by its hash, and only for the guard that accepted it: with another allow-list, another
-- guard function, or a new function or schema with a name used in the SQL, it is checked again.
begin;
select plan(23);
select tests.cast();

create function pg_temp.run(sql text, options jsonb default '{}', app_id bigint default 57) returns text language sql as $$
  select coalesce(answer ->> 'details', 'done') from platform.exec_sql(app_id, sql, options) as answer
$$;
create function pg_temp.fingerprint() returns text language sql as $$
  select detail ->> 'fingerprint' from platform.audit_log where action = 'exec_sql' order by id desc limit 1
$$;
-- Whether a call is served from the cache: its cache entry gets another fingerprint first, which then appears in the audit log.
create function pg_temp.is_known(sql text, options jsonb default '{}', app_id bigint default 57) returns boolean language plpgsql as $$
begin
  update sandbox.guard_cache set statements[1].fingerprint = 'known';
  perform pg_temp.run(sql, options, app_id);
  return pg_temp.fingerprint() like 'known%';
end
$$;

select is(pg_temp.run('select t.text from app_57_todos as t where lower(t.text) = $1', '{"parameters": ["a"]}'),
  'done', 'a first call is done');
select ok(pg_temp.is_known('select t.text from app_57_todos as t where lower(t.text) = $1', '{"parameters": ["a"]}'),
  'a second call with the same SQL is served from the cache');
select ok(pg_temp.is_known('select t.text from app_57_todos as t where lower(t.text) = $1', '{"parameters": ["b"], "read_only": true}'),
  'a call with other parameters and options is served from the cache');
select is(pg_temp.run('select t.text from app_57_todos as t where lower(t.text) = $1'),
  'invalid_argument', 'a call with cached SQL and without its parameter is refused');
select ok(not pg_temp.is_known('select t.text from app_57_todos as t where lower(t.text) = $1 ', '{"parameters": ["a"]}'),
  'a call with different SQL is not served from the cache');

-- The result is the same, for every way in which SQL is rewritten.
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
select is(pg_temp.rows_of(sql, options), first, 'a cached call returns the same rows: ' || left(sql, 30)) from answers;
select ok(pg_temp.is_known(sql, options), 'the call is served from the cache: ' || left(sql, 30)) from texts;
select is_empty($$select from sandbox.guard_cache where guard_cache::text ~ 'needle|Grüße|secret|a; b'$$,
  'the cache contains no literal and no comment');

-- Another guard.
select tests.must_exec('select 1 as one');
insert into sandbox.allowed_functions values ('pg_backend_pid');
select ok(not pg_temp.is_known('select 1 as one'), 'a call is not served from the cache after the allow-list grew');
delete from sandbox.allowed_functions where name = 'lower';
select is(pg_temp.run('select t.text from app_57_todos as t where lower(t.text) = $1', '{"parameters": ["a"]}'), 'function_refused',
  'a function that is removed from the list is refused, although the SQL was accepted before');
select tests.must_exec('select 1 as one');
do $$ begin execute (select pg_get_functiondef('sandbox.check_query'::regproc)); end $$;
select ok(not pg_temp.is_known('select 1 as one'), 'a call is not served from the cache after a guard function was replaced');
select set_eq(
  $$select oid from pg_proc where pronamespace = 'sandbox'::regnamespace and proname !~ '^app_'
    
    union select unnest('{platform.app_object,platform.index_prefix,platform.limit_of,platform.reserved_policies,
      platform.reserved_triggers}'::regproc[])$$,
  'select unnest(functions) from sandbox.guard_state', 'the version of the guard covers every function of the guard');

-- Another database.
select tests.must_exec('select t.shout from (select text as shout from app_57_todos) as t');
create function public.shout(anyelement) returns text language sql as $$ select 'x' $$;
select is(pg_temp.run('select t.shout from (select text as shout from app_57_todos) as t'),
  'function_refused', 'cached SQL is refused once one of its names is that of a new function');

select tests.must_exec('create table app_57_made (id int)');
select ok(not pg_temp.is_known('create table app_57_made (id int)'), 'DDL is never served from the cache');
set transaction_read_only = on;
select lives_ok(
  $$select sandbox.write_guard_cache(57, 'select 2', '[]', 'x', array(select s from sandbox.read_sql(57, 'select 2', '[]', true) as s))$$,
  'write_guard_cache does not fail in a read-only transaction');

select * from finish();
rollback;
