-- ROLE-2: SQL in an executor can neither commit nor roll back what its caller did.
begin;
select plan(16);
select tests.cast();
select sandbox.run_as_app(57, $$create procedure public.app_57_ends() language plpgsql as 'begin commit; end'$$);

select throws_ok(format('select sandbox.run_as_app(57, %L)', sql), state, null, 'app 57 cannot run this: ' || sql)
from (values
  ('commit', '0A000'),
  ('rollback', '0A000'),
  ('begin', '0A000'),
  ('savepoint mine', '0A000'),
  ('release mine', '0A000'),
  ('rollback to mine', '0A000'),
  ('abort', '0A000'),
  ('commit and chain', '0A000'),
  ('prepare transaction ''mine''', '0A000'),
  ($$do 'begin commit; end'$$, '2D000'),
  ($$do 'begin rollback; end'$$, '2D000'),
  ('call public.app_57_ends()', '2D000'),
  ('vacuum public.app_57_todos', '25001'),
  ('discard all', '25001')
) as refused (sql, state);
select results_eq('select text from public.app_57_lists order by text',
  array['of alice', 'of bob'], 'the rows that the transaction inserted remain');
select is(sandbox.run_as_app(57, 'select from public.app_57_lists'), 2::bigint, 'app 57 still runs other SQL');

select * from finish();
rollback;
