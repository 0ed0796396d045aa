-- CODE-1, VER-1: what was changed past the guard is not accepted because the owner touches the function later.
begin;
select plan(9);
select tests.create_app(57);
select tests.must_exec($$
  create function app_57_coins(number integer default 1) returns integer language plpgsql as $f$ begin return number; end $f$
$$);
select is(tests.findings(), 'sound', 'the app with a function is sound');

savepoint accepted;
select sandbox.run_as_app(57, 'alter function code.app_57_coins(integer) strict');
select is(tests.findings(), 'code.app_57_coins(integer) function_changed', 'a function that was altered past the guard is found');
select is(tests.exec_sql('grant execute on function app_57_coins(integer) to anon'), '42501 app_not_sound', 'a GRANT does not accept it');
select is(tests.exec_sql('comment on function app_57_coins(integer) is ''My own.'''), '42501 app_not_sound', 'nor does a COMMENT');
select is(tests.exec_sql('alter function app_57_coins(integer) rename to app_57_euros'), '42501 app_not_sound', 'nor does another name');
select is(tests.exec_sql('create function app_57_other() returns integer language sql as ''select 1'''), '42501 app_not_sound',
  'nor does another function');
select is(tests.exec_sql($$
    create or replace function app_57_coins(number integer default 1) returns integer language plpgsql as $f$ begin return number; end $f$
  $$), 'done', 'a new body from the owner is accepted');

rollback to accepted;
select sandbox.run_as_app(57, 'alter function public.app_57_coins(integer) parallel safe');
select is(tests.findings(), 'code.app_57_coins(integer) function_changed', 'a wrapper that parallel workers may run is found');
rollback to accepted;
select sandbox.run_factory('lend_schemas', 57);
select sandbox.run_as_app(57, regexp_replace(pg_get_functiondef('public.app_57_coins(integer)'::regprocedure), 'DEFAULT 1', 'DEFAULT 2'));
select is(tests.findings(57, '^function'), 'code.app_57_coins(integer) function_changed', 'another default of an argument is found');

select * from finish();
rollback;
