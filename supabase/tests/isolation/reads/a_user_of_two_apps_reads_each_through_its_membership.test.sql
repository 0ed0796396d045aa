-- ISO-1: each membership opens its own app: a user who joins a second app reads both, and leaving one does not affect the other.
begin;
select plan(5);
select tests.cast();

select tests.act_as('alice');
select is_empty('select * from public.app_58_lists', 'alice reads no shared row of 58 before she joins');
select public.join_app(58);
select results_eq('select text from public.app_58_lists', array['of eve'], 'alice reads the shared rows of 58 as a member');
select is_empty('select * from public.app_58_todos', 'alice reads no private row of eve');
select results_eq('select text from public.app_57_lists order by text',
  array['of alice', 'of bob'], 'alice still reads the shared rows of 57');
select public.leave_app(58);
select is_empty('select * from public.app_58_lists', 'alice reads no shared row of 58 after she left');

select * from finish();
rollback;
