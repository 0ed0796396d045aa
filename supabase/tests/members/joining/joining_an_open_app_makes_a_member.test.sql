-- MEM-1: a signed-in user joins an open app as a member, and joining again changes nothing.
begin;
select plan(8);
select tests.cast();

select tests.act_as('mallory');
select is(public.join_app(57) - 'joined_at',
  jsonb_build_object('app_id', 57, 'user_id', tests.user_id('mallory'), 'role', 'member', 'status', 'active'),
  'mallory joins 57 as a member');
select lives_ok($$insert into public.app_57_lists (text) values ('of mallory')$$, 'mallory inserts a row as a member');
select results_eq('select text from public.app_57_lists order by text',
  array['of alice', 'of bob', 'of mallory'], 'mallory reads the shared rows as a member');

select tests.act_as_owner();
select platform.update_member(57, tests.user_id('mallory'), role => 'admin');
update public.app_57_users set full_name = 'Mallory' where id = tests.user_id('mallory');
select tests.act_as('mallory');
select is(public.join_app(57) ->> 'role', 'admin', 'joining again returns the current role');
select tests.act_as_owner();
select results_eq('select role from platform.app_members where app_id = 57 and user_id = tests.user_id(''mallory'')',
  array['admin'], 'joining again does not change the role');
select results_eq('select full_name from public.app_57_users where id = tests.user_id(''mallory'')',
  array['Mallory'], 'joining again does not change the profile');

select platform.update_app(57, signup => 'closed');
select tests.act_as('mallory');
select is(public.join_app(57) ->> 'role', 'admin', 'joining again returns the current role after the app was closed');
select is(jsonb_array_length(public.my_apps()), 1, 'mallory sees one app in my_apps');

select * from finish();
rollback;
