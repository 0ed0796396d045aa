-- ISO-1: only its members see the rows of an app.
begin;
select plan(9);
select tests.cast();

select tests.act_as('alice');
select results_eq('select text from public.app_57_todos', array['of alice'], 'alice reads her own private row in 57');
select is_empty('select * from public.app_58_todos', 'alice reads no private row of 58');
select is_empty('select * from public.app_58_lists', 'alice reads no shared row of 58');
select is_empty('select * from public.app_58_news', 'alice reads no news of 58');
select is_empty('select * from public.app_58_users', 'alice reads no profile of 58');

select tests.act_as('eve');
select results_eq('select text from public.app_58_todos', array['of eve'], 'eve reads her own private row in 58');
select results_eq('select text from public.app_58_lists', array['of eve'], 'eve reads the shared rows of 58');
select results_eq('select text from public.app_58_news', array['of eve'], 'eve reads the news of 58');
select is_empty('select * from public.app_57_lists', 'eve reads no shared row of 57');

select * from finish();
rollback;
