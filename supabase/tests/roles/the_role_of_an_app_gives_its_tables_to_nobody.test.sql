-- ROLE-1, ROLE-4: SQL that runs as an app can neither give its tables to a role that other apps inherit from nor move them away.
begin;
select plan(8);
select tests.cast();

select throws_ok(format('select sandbox.run_as_app(57, %L)', sql), '42501', null, 'app 57 cannot run this: ' || sql)
from unnest(array[
  'alter table public.app_57_todos owner to app_group_57',
  'alter table public.app_57_todos owner to app_owner',
  'alter table public.app_57_todos owner to app_58',
  'alter table public.app_57_todos owner to postgres',
  'reassign owned by app_57 to app_owner',
  'alter table public.app_57_todos set schema platform'
]) as sql;
select is(sandbox.run_as_app(57, 'alter table public.app_57_todos owner to app_57'),
  0::bigint, 'app 57 may name itself as the owner of its table');
select table_owner_is('public', 'app_57_todos', 'app_57', 'the table still belongs to app 57');

select * from finish();
rollback;
