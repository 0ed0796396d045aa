-- ISO-10: a profile is created and deleted with its membership: no user creates or deletes one.
begin;
select plan(8);
select tests.cast();

select tests.act_as('alice');
select throws_ok('delete from public.app_57_users where true', '42501', null, 'alice does not delete her profile');
select throws_ok($$insert into public.app_57_users (id, email) values (tests.user_id('mallory'), 'mallory@example.com')$$, '42501', null,
  'alice creates no profile for another user');
select throws_ok($$
  insert into public.app_57_users (id, full_name) values (tests.user_id('alice'), 'Alice')
  on conflict (id) do update set full_name = excluded.full_name
$$, '42501', null, 'alice upserts no profile');
select tests.act_as('mallory');
select throws_ok($$insert into public.app_57_users (id, email) values (tests.user_id('mallory'), 'mallory@example.com')$$, '42501', null,
  'mallory creates no profile for herself');

select tests.act_as_owner();
select results_eq('select email from public.app_57_users order by email',
  array['alice@example.com', 'bob@example.com'], 'the profiles of 57 are unchanged');

select tests.act_as('mallory');
select public.join_app(57);
select results_eq('select email from public.app_57_users', array['mallory@example.com'], 'mallory has a profile after join_app');
select public.leave_app(57);
select is_empty('select from public.app_57_users', 'mallory has no profile after leave_app');
select tests.act_as_owner();
select results_eq('select email from public.app_57_users order by email',
  array['alice@example.com', 'bob@example.com'], 'the profiles of alice and bob remain');

select * from finish();
rollback;
