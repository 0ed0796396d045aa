-- CODE-1: a function of an app runs as a role of the app, whoever calls it: as app_57 if the app declared it SECURITY DEFINER,
-- otherwise as app_57_user, to which row security applies for the kind of the caller.
begin;
select plan(27);
select tests.cast();
-- mallory's notes are in app 58, of which she is a member; alice is one of both.
select tests.must_exec($$create table app_57_notes (id bigint generated always as identity primary key,
  user_id uuid default auth.uid(), text text)$$);
select platform.create_table(57, '{"name": "letters", "columns": [{"name": "text", "type": "text"}]}');
select sandbox.run_as_app(57, format('insert into public.app_57_letters (user_id, text) values (%L, ''of alice''), (%L, ''of bob'')',
  tests.user_id('alice'), tests.user_id('bob')));
select sandbox.run_function_ddl(57, format($$
  create or replace function code.app_57_%1$s() returns table (who text, kind text, letters text) language plpgsql stable
  security definer set search_path = code, public, extensions, pg_temp set standard_conforming_strings = on %2$s
  as 'begin return query select current_user::text, access.role(57),
    (select string_agg(text, '','' order by text) from app_57_letters); end'
$$, name, setting))
from (values ('as_owner', 'set default_transaction_deferrable = on'), ('as_caller', '')) as each (name, setting);
select sandbox.run_function_ddl(57, $$
  create or replace function code.app_57_nested() returns table (who text, kind text, letters text) language plpgsql stable
  security definer set search_path = code, public, extensions, pg_temp set standard_conforming_strings = on
  set default_transaction_deferrable = on as 'begin return query select * from app_57_as_caller(); end'
$$);
select is(tests.findings(), 'sound', 'the app with functions is sound');
select tests.create_key('reader', 57, '{read}');

select tests.act_as('alice');
select results_eq('select * from public.app_57_as_owner()', $$values ('app_57', 'authenticated', 'of alice,of bob')$$,
  'a function declared SECURITY DEFINER reads every row for alice');
select results_eq('select * from public.app_57_as_caller()', $$values ('app_57_user', 'authenticated', 'of alice')$$,
  'a function declared SECURITY INVOKER reads the rows of alice');
select results_eq('select * from public.app_57_nested()', $$values ('app_57_user', 'authenticated', 'of alice,of bob')$$,
  'a function declared SECURITY INVOKER has the rights of the definer that calls it');
select results_eq('select * from public.app_57_as_caller()', $$values ('app_57_user', 'authenticated', 'of alice')$$,
  'these rights end with the call');
select throws_ok('select code.app_57_as_owner()', '42501', 'permission denied for schema code', 'alice cannot name schema code');
select tests.act_as('bob');
select results_eq('select * from public.app_57_as_caller()', $$values ('app_57_user', 'authenticated', 'of bob')$$,
  'a function declared SECURITY INVOKER reads the rows of bob');
select tests.act_as('eve');
select results_eq('select * from public.app_57_as_caller()', $$values ('app_57_user', 'anon', null::text)$$,
  'a member of another app is a visitor, and reads no rows');
select results_eq('select * from public.app_57_as_owner()', $$values ('app_57', 'anon', 'of alice,of bob')$$,
  'a visitor may call a function declared SECURITY DEFINER');
select tests.act_as_role('anon');
select results_eq('select * from public.app_57_as_caller()', $$values ('app_57_user', 'anon', null::text)$$,
  'a visitor without an account reads no rows');
select tests.act_as_key('reader', 57);
select results_eq('select * from public.app_57_as_caller()', $$values ('app_57_user', 'service_role', 'of alice,of bob')$$,
  'a key of the app reads every row');

select tests.act_as_owner();
select sandbox.run_function_ddl(57, 'revoke execute on function code.app_57_as_owner() from anon');
select is(tests.findings(), 'sound', 'the app that takes a function from visitors is sound');
select tests.act_as('alice');
select lives_ok('select public.app_57_as_owner()', 'alice still calls the function');
select tests.act_as('eve');
select throws_ok('select public.app_57_as_owner()', '42501', 'permission denied for function app_57_as_owner',
  'a member of another app may not call a function that visitors may not call');
select tests.act_as_role('anon');
select throws_ok('select public.app_57_as_owner()', '42501', 'permission denied for function app_57_as_owner',
  'a visitor may not call it');

select tests.act_as_owner();
select sandbox.run_function_ddl(57, $$
  create function code.app_57_write(letter text) returns void language plpgsql
  security definer set search_path = code, public, extensions, pg_temp set standard_conforming_strings = on
  set default_transaction_deferrable = on
  as 'begin insert into app_57_letters (user_id, text) select id, letter from app_57_users limit 1; end'
$$);
savepoint written;
select tests.act_as_key('reader', 57);
select throws_ok($$select public.app_57_write('of a reader')$$, '25006', null, 'a key that may only read changes nothing by a function');
rollback to written;
select tests.act_as_owner();
select platform.suspend_app(57);
select tests.act_as('alice');
select throws_ok($$select public.app_57_as_owner()$$, 'PT409', null, 'a function of a suspended app refuses its members');
select tests.act_as_owner();
select lives_ok($$select public.app_57_as_owner()$$, 'a function of a suspended app serves the operator');
select platform.resume_app(57);

select throws_ok(format('select sandbox.run_as_app(57, %L)', sql), '42501', null, 'app 57 cannot run this: ' || sql)
from unnest(array[
  'create function code.app_57_mine() returns integer language sql as ''select 1''',
  'create table code.app_57_mine ()'
]) as sql;

select sandbox.run_as_app(57, 'alter function code.app_57_as_caller() volatile');
select is(tests.findings(), 'code.app_57_as_caller() function_changed', 'verify_app finds a function that was changed past the guard');
select is(tests.exec_sql('revoke execute on function app_57_as_caller() from anon'), '42501 app_not_sound',
  'DDL that brings no source does not accept the change');
select is(tests.exec_sql('comment on function app_57_as_owner() is ''Mine'''), '42501 app_not_sound',
  'DDL about another function does not accept it either');
select sandbox.run_as_app(57, 'alter function code.app_57_as_caller() stable');
select sandbox.run_as_app(57, $$create function public.app_57_foreign() returns integer language sql as 'select 1'$$);
select is(tests.findings(), 'public.app_57_foreign() function_without_code', 'verify_app finds a function in public that is no wrapper');
select sandbox.run_as_app(57, 'drop function public.app_57_foreign()');

select sandbox.run_function_ddl(57, 'drop function code.app_57_nested()');
select is(to_regprocedure('public.app_57_nested()'), null, 'the wrapper goes with its function');
select is(tests.findings(), 'sound', 'the app without the function is sound');
select platform.delete_app(57);
select platform.purge_app(57);
select is_empty($$select from pg_catalog.pg_proc where proname like 'app\_57\_%'$$, 'a purge removes the functions');

select * from finish();
rollback;
