-- ROLE-1: apps whose roles come from the same factory, and inherit from the same group, do not reach each other.
begin;
select plan(6);
select tests.cast();
select tests.create_app(257);

select is(sandbox.factory_of(257), sandbox.factory_of(57), 'apps 57 and 257 come from one factory');
select throws_ok(format('select sandbox.run_as_app(257, %L)', sql), '42501', null, 'app 257 cannot run this: ' || sql)
from unnest(array[
  'select * from public.app_57_todos', 'drop table public.app_57_todos', 'grant app_57 to app_257', 'alter role app_57 rename to mine'
]) as sql;
select is(sandbox.run_as_app(257, 'select * from public.app_257_todos'), 0::bigint, 'app 257 reads its own tables');

select * from finish();
rollback;
