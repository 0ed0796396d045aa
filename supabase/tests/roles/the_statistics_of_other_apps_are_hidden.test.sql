-- ROLE-1: the planner's statistics about the values of another app are hidden too.
begin;
select plan(3);
select tests.cast();
select sandbox.run_as_app(57,
  'insert into public.app_57_news (user_id, text) select id, ''same'' from public.app_57_users, generate_series(1, 9)');
select sandbox.run_as_app(57, 'analyze public.app_57_news');

select ok(sandbox.run_as_app(57, $$select from pg_catalog.pg_stats where tablename = 'app_57_news'$$) > 0,
  'app 57 sees the statistics of its table');
select is(sandbox.run_as_app(58, $$select from pg_catalog.pg_stats where tablename = 'app_57_news'$$),
  0::bigint, 'app 58 does not see the statistics of a table of app 57');
select tests.act_as('mallory');
select is_empty($$select from pg_catalog.pg_stats where tablename = 'app_57_news'$$,
  'a user does not see the statistics of a table of app 57');

select * from finish();
rollback;
