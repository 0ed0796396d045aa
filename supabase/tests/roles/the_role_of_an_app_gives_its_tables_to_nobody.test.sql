-- ROLE-1, ROLE-4: SQL that runs as an app cannot hand its tables to a role that other apps inherit from, nor take them out of reach.
begin;
select plan(8);
select tests.cast();

select throws_ok(format('select sandbox.run_as_app(57, %L)', sql), '42501', null, 'app 57 is refused: ' || sql)
from unnest(array[
  'alter table public.app_57_todos owner to app_group_57',
  'alter table public.app_57_todos owner to app_owner',
  'alter table public.app_57_todos owner to app_58',
  'alter table public.app_57_todos owner to postgres',
  'reassign owned by app_57 to app_owner',
  'alter table public.app_57_todos set schema platform'
]) as sql;
select is(sandbox.run_as_app(57, 'alter table public.app_57_todos owner to app_57'), 0::bigint, 'app 57 keeps what is its own');
select table_owner_is('public', 'app_57_todos', 'app_57', 'and its table is its own');

select * from finish();
rollback;
