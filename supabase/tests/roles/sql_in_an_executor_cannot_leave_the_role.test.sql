-- ROLE-2: SQL in an executor runs as the app and cannot become another role.
begin;
select plan(17);
select tests.cast();

select throws_ok(format('select sandbox.run_as_app(57, %L)', sql), '42501', null, 'app 57 cannot run this: ' || sql)
from unnest(array[
  'set role postgres',
  'set local role app_58',
  'set role app_owner',
  'set role none',
  'reset role',
  'set session authorization postgres',
  'set session authorization default',
  'reset session authorization',
  $$select set_config('role', 'postgres', true)$$,
  $$select set_config('role', 'none', false)$$,
  $$select set_config('session_authorization', 'postgres', true)$$,
  $$do 'begin set local role app_58; end'$$,
  $$do 'begin perform set_config(''role'', ''none'', true); end'$$
]) as sql;
select is(sandbox.run_as_app(57, sql || $$ select where current_user = 'app_57'$$), 1::bigint, format('the SQL runs as app_57: %s', sql))
from unnest(array['', 'reset all;']) as sql;
select is(current_user, 'postgres', 'the caller still has the role postgres');
select is(sandbox.run_as_app(58, $$select where current_user = 'app_58'$$), 1::bigint, 'the SQL of app 58 runs as app_58');

select * from finish();
rollback;
