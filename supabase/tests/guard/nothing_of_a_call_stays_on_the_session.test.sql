-- SQL-8: whatever a call did and however it ended, the connection is as before: settings, role, temporary objects, locks, channels,
-- prepared statements and cursors. tests/guard/ended_calls.test.ts tests what ends with the transaction.
begin;
select plan(19);
select tests.cast();
create function pg_temp.session() returns table (name text, value text) language sql as $$
  select 'setting ' || name, setting from pg_settings
  union all select 'setting ' || name, nullif(current_setting(name, true), '')
    from unnest(array['request.jwt.claims', 'request.jwt.claim.sub', 'response.status', 'app.x']) as name
  union all select 'role', current_user::text
  union all select 'temporary ' || relname, relkind::text from pg_class where relnamespace = pg_my_temp_schema()
  union all select 'temporary ' || proname, 'function' from pg_proc where pronamespace = pg_my_temp_schema()
  union all select 'channel ' || channel, 'listening' from pg_listening_channels() as channel
  union all select 'prepared ' || name, statement from pg_prepared_statements
  union all select 'cursor ' || name, statement from pg_cursors where name <> ''
  union all select 'large object', oid::text from pg_largeobject_metadata
$$;
-- A rollback to the savepoint releases locks of the transaction, but would not release those of the session.
create temp table locks as select count(*) as count from pg_locks where pid = pg_backend_pid() and locktype = 'advisory';
savepoint before_calls;
select tests.act_as_role('service_role');
-- No assertion here: rolling back to the savepoint would undo its number.
select tests.must(case when tests.exec_sql(sql) = expected then 'done' else sql end)
from (values ('select text from app_57_todos', 'done'), ('create table app_57_items (id int)', 'done'),
  ('select 1 / 0', '22012 sql_error'), ('vacuum', '42501 statement_refused')) as call (sql, expected);
rollback to before_calls;
select is((select count(*) from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'),
  (select count from locks), 'no advisory lock outlives the transaction');

create temp table before (name text, value text);
grant insert, select, delete on before to service_role;
create function pg_temp.left_by(sql text, expected text, options jsonb default '{}') returns text language plpgsql as $$
declare
  v_outcome text;
  v_left text;
begin
  perform tests.act_as_role('service_role');
  delete from before where true;
  insert into before select * from pg_temp.session();
  v_outcome := tests.exec_sql(sql, options);
  -- The status of the response is for the Data API, which reads it at the end of the transaction.
  v_left := (
    select string_agg(name, ', ') from pg_temp.session() as now full join before using (name)
    where now.value is distinct from before.value and name <> 'setting response.status');
  perform tests.act_as_owner();
  return is(v_outcome, expected, 'the call ends as expected: ' || sql)
    || e'\n' || is(v_left, null, 'the call leaves nothing on the session: ' || sql);
end
$$;
select pg_temp.left_by('select text from app_57_todos', 'done');
select pg_temp.left_by(
  'create table app_57_items (id int primary key); insert into app_57_items select n from generate_series(1, 100) as n returning id',
  'done');
select pg_temp.left_by('select text from app_57_todos for update', 'done', '{"timeout_ms": 500}');
select pg_temp.left_by('create table app_57_more (id int primary key); select 1 / 0', '22012 sql_error');
select pg_temp.left_by('set app.x = 1', '42501 statement_refused');
select pg_temp.left_by('select $1', '22023 invalid_argument', '{"parameters": [], "timeout_ms": 500}');
select pg_temp.left_by('select text from app_57_lists', 'done', '{"dry_run": true, "read_only": true}');
set local statement_timeout = '200ms';
select pg_temp.left_by('select count(*) from generate_series(1, 100000000000) as n', '57014 timed_out', '{"timeout_ms": 500}');
set local statement_timeout = 0;
-- As a time limit may leave it.
select tests.act_as_owner();
prepare appshard_columns as select 1;
select is(platform.exec_sql(57, 'select nothing') ->> 'code', '42703', 'a column that does not exist is an error');
select is_empty('select name from pg_prepared_statements where name = ''appshard_columns''',
  'a call that ends in an error leaves no prepared statement');

select * from finish();
rollback;
