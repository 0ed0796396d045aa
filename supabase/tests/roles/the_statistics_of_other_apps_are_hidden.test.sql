-- ROLE-1: what the planner knows of another app's values is not shown either.
begin;
select plan(3);
select tests.cast();
select sandbox.run_as_app(57, 'insert into public.app_57_news (user_id, text) select id, ''same'' from public.app_57_users, generate_series(1, 9)');
select sandbox.run_as_app(57, 'analyze public.app_57_news');

select ok(sandbox.run_as_app(57, $$select from pg_catalog.pg_stats where tablename = 'app_57_news'$$) > 0, 'app 57 sees the statistics of its table');
select is(sandbox.run_as_app(58, $$select from pg_catalog.pg_stats where tablename = 'app_57_news'$$), 0::bigint, 'app 58 does not');
select tests.act_as('mallory');
select is_empty($$select from pg_catalog.pg_stats where tablename = 'app_57_news'$$, 'nor does a user');

select * from finish();
rollback;
