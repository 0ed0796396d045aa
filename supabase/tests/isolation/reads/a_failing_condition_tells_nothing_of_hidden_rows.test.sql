-- ISO-1, ISO-3: a condition that fails on a certain value is not evaluated on rows that the user may not see, so its error
-- reveals nothing about them.
begin;
select plan(4);
select tests.cast();

select tests.act_as('alice');
select lives_ok($$select from public.app_58_lists where 1 / (case text when 'of eve' then 0 else 1 end) = 1$$,
  'the condition is not evaluated on a row of another app');
select lives_ok($$select from public.app_57_todos where 1 / (case text when 'of bob' then 0 else 1 end) = 1$$,
  'the condition is not evaluated on a private row of another member');
select lives_ok($$select from public.app_57_users where 1 / (case email when 'bob@example.com' then 0 else 1 end) = 1$$,
  'the condition is not evaluated on the profile of another member');
select throws_ok($$select from public.app_57_todos where 1 / (case text when 'of alice' then 0 else 1 end) = 1$$, '22012', null,
  'the condition is evaluated on a row of her own and fails');

select * from finish();
rollback;
