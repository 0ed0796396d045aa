-- ISO-10: nobody changes the id, the email address or the timestamps of a profile, not even of their own.
begin;
select plan(6);
select tests.cast();

select tests.act_as('alice');
select throws_ok('update public.app_57_users set ' || change, '42501', null, format('alice does not set %s', change))
from unnest(array[
  $$id = tests.user_id('mallory') where true$$, $$email = 'bob@example.com' where true$$,
  'created_at = now() where true', $$full_name = 'Alice', email = 'x@example.com' where true$$
]) as change;
select results_eq($$update public.app_57_users set full_name = 'Alice' where true returning id, email$$,
  $$ values (tests.user_id('alice'), 'alice@example.com') $$, 'alice sets her name');

select tests.act_as_owner();
select results_eq('select id, email from public.app_57_users order by email', $$ values
  (tests.user_id('alice'), 'alice@example.com'), (tests.user_id('bob'), 'bob@example.com') $$, 'the ids and addresses are unchanged');

select * from finish();
rollback;
