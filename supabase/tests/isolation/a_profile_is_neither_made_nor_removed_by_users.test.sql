-- ISO-10: profiles come with a membership and go with it: no user makes or removes one.
begin;
select plan(8);
select tests.cast();

select tests.act_as('alice');
select throws_ok('delete from public.app_57_users where true', '42501', null, 'alice does not delete her profile');
select throws_ok($$insert into public.app_57_users (id, email) values (tests.user_id('mallory'), 'mallory@example.com')$$, '42501', null,
  'alice makes no profile of another');
select throws_ok($$
  insert into public.app_57_users (id, full_name) values (tests.user_id('alice'), 'Alice') on conflict (id) do update set full_name = excluded.full_name
$$, '42501', null, 'alice upserts no profile');
select tests.act_as('mallory');
select throws_ok($$insert into public.app_57_users (id, email) values (tests.user_id('mallory'), 'mallory@example.com')$$, '42501', null,
  'mallory makes no profile for herself');

select tests.act_as_owner();
select results_eq('select email from public.app_57_users order by email', array['alice@example.com', 'bob@example.com'], 'there are the two profiles');

select tests.act_as('mallory');
select public.join_app(57);
select results_eq('select email from public.app_57_users', array['mallory@example.com'], 'with join_app mallory has one');
select public.leave_app(57);
select is_empty('select from public.app_57_users', 'and with leave_app none');
select tests.act_as_owner();
select results_eq('select email from public.app_57_users order by email', array['alice@example.com', 'bob@example.com'], 'the others stand');

select * from finish();
rollback;
