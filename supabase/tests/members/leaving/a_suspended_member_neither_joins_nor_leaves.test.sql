-- MEM-3: no way of joining or leaving lifts a suspension: it lasts until the platform readmits the member.
begin;
select plan(12);
select tests.cast();
select set_config('tests.secret', tests.invite(57, 'alice', 'owner'), true);
select platform.update_member(57, tests.user_id('alice'), status => 'suspended');

select tests.act_as('alice');
select is(tests.error_of('select public.join_app(57, current_setting(''tests.secret''))'),
  'PT403 membership_suspended', 'alice cannot join again, although the app is open and she is invited');
select is(tests.error_of('select public.leave_app(57)'), 'PT403 membership_suspended', 'alice cannot leave while she is suspended');
select is(public.my_apps(), '[]', 'my_apps does not show the app to alice');

select tests.act_as_owner();
update auth.users set raw_user_meta_data = '{"app_id": 57}', email = 'alice@example.org' where id = tests.user_id('alice');
select platform.add_member(57, tests.user_id('alice'), 'owner');
select results_eq('select role, status from platform.app_members where app_id = 57 and user_id = tests.user_id(''alice'')',
  $$ values ('member', 'suspended') $$, 'the suspension remains after a change of the account and another add_member');
select results_eq('select role from platform.app_invitations where app_id = 57', array['owner'], 'the invitation is not used up');
select results_eq('select text from public.app_57_todos order by text', array['of alice', 'of bob'], 'the rows of alice remain');
select tests.act_as('alice');
select is_empty('select from public.app_57_lists', 'alice reads nothing while she is suspended');
select is(tests.error_of('select public.join_app(58)'), 'no error', 'alice can join another app');

select tests.act_as_owner();
select platform.update_member(57, tests.user_id('alice'), status => 'active');
select tests.act_as('alice');
select is(public.join_app(57) ->> 'status', 'active', 'alice is an active member once she is readmitted');
select isnt_empty('select from public.app_57_lists', 'alice reads once she is readmitted');
select is(public.leave_app(57), '{"app_id": 57, "left": true}', 'alice can leave once she is readmitted');
select tests.act_as_owner();
select is_empty('select from platform.app_members where app_id = 57 and user_id = tests.user_id(''alice'')',
  'alice is not a member after she left');

select * from finish();
rollback;
