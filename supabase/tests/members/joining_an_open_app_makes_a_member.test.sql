-- MEM-1: a signed-in user joins an open app as a member, and joining again changes nothing.
begin;
select plan(8);
select tests.cast();

select tests.act_as('mallory');
select is(public.join_app(57) - 'joined_at', jsonb_build_object('app_id', 57, 'user_id', tests.user_id('mallory'), 'role', 'member', 'status', 'active'),
  'mallory joins 57 as a member');
select lives_ok($$insert into public.app_57_lists (text) values ('of mallory')$$, 'and writes');
select results_eq('select text from public.app_57_lists order by text', array['of alice', 'of bob', 'of mallory'], 'and reads');

select tests.act_as_owner();
select platform.update_member(57, tests.user_id('mallory'), role => 'admin');
update public.app_57_users set full_name = 'Mallory' where id = tests.user_id('mallory');
select tests.act_as('mallory');
select is(public.join_app(57) ->> 'role', 'admin', 'joining again answers the role that stands');
select tests.act_as_owner();
select results_eq('select role from platform.app_members where app_id = 57 and user_id = tests.user_id(''mallory'')', array['admin'], 'and leaves it');
select results_eq('select full_name from public.app_57_users where id = tests.user_id(''mallory'')', array['Mallory'], 'and the profile');

select platform.update_app(57, signup => 'closed');
select tests.act_as('mallory');
select is(public.join_app(57) ->> 'role', 'admin', 'also when the app is closed by now');
select is(jsonb_array_length(public.my_apps()), 1, 'mallory has one app');

select * from finish();
rollback;
