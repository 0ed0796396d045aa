-- ISO-1: each membership opens its own app: who joins a second app reads both, and leaving one does not touch the other.
begin;
select plan(5);
select tests.cast();

select tests.act_as('alice');
select is_empty('select * from public.app_58_lists', 'before she joins alice reads nothing of 58');
select public.join_app(58);
select results_eq('select text from public.app_58_lists', array['of eve'], 'as a member of 58 alice reads its shared rows');
select is_empty('select * from public.app_58_todos', 'she reads no private row of eve');
select results_eq('select text from public.app_57_lists order by text', array['of alice', 'of bob'], 'and still those of 57');
select public.leave_app(58);
select is_empty('select * from public.app_58_lists', 'after she left 58 alice reads nothing of it');

select * from finish();
rollback;
