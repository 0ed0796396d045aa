-- DROP FUNCTION drops the function and its wrapper, in each of its forms.
begin;
select plan(7);
select tests.cast();
create function pg_temp.functions() returns text language sql as $$
  select coalesce(string_agg(oid::regprocedure::text, ' ' order by oid::regprocedure::text), 'none') from pg_proc
  where proname ~ '^app_57_drop'
$$;

select is(tests.exec_sql('create function app_57_drop_a() returns int language sql as $f$ select 1 $f$; '
  'create function app_57_drop_b(n int) returns int language sql as $f$ select n $f$; '
  'create function app_57_drop_c() returns trigger language plpgsql as $f$ begin return new; end $f$'), 'done',
  'an app creates two functions and a trigger function');
select is(pg_temp.functions(),
  'app_57_drop_a() app_57_drop_b(integer) code.app_57_drop_a() code.app_57_drop_b(integer) code.app_57_drop_c()',
  'each function but the trigger function has a wrapper');
select is(tests.exec_sql('drop function if exists app_57_drop_a, public.app_57_drop_b(int)'), 'done',
  'DROP FUNCTION IF EXISTS drops several functions');
select is(pg_temp.functions(), 'code.app_57_drop_c()', 'their wrappers are gone');
select is(tests.exec_sql('drop function app_57_drop_c'), 'done', 'a trigger function without a wrapper is dropped');
select is(tests.exec_sql('drop function if exists app_57_drop_a()'), 'done', 'DROP FUNCTION IF EXISTS accepts that there is no function');
select is(tests.exec_sql('drop function app_57_drop_a()'), '42883 sql_error', 'DROP FUNCTION without IF EXISTS reports that there is none');

select * from finish();
rollback;
