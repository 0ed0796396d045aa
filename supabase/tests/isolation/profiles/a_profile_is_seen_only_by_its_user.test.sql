-- ISO-10: a member sees only their own profile: no name, address or picture of another member, not even as an admin of the app.
begin;
select plan(6);
select tests.cast();
select platform.update_member(57, tests.user_id('bob'), role => 'owner');

select tests.act_as('alice');
select results_eq('select email from public.app_57_users', array['alice@example.com'], 'alice sees her own profile');
select is_empty($$select from public.app_57_users where id = tests.user_id('bob')$$, 'alice does not see the profile of bob');
select results_eq($$
  select lists.text, users.email from public.app_57_lists as lists
  left join public.app_57_users as users on users.id = lists.user_id order by 1
$$, $$ values ('of alice', 'alice@example.com'), ('of bob', null) $$,
  'alice does not see the profile of bob by embedding it in a shared row');

select tests.act_as('bob');
select results_eq('select email from public.app_57_users', array['bob@example.com'], 'the owner of the app sees his own profile');
select tests.act_as('eve');
select is_empty('select from public.app_57_users', 'eve sees no profile of 57');

select tests.act_as_owner();
select results_eq('select email from public.app_57_users order by email',
  array['alice@example.com', 'bob@example.com'], 'the table holds both profiles');

select * from finish();
rollback;
