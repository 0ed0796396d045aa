-- MEM-3: no way of joining or leaving lifts a suspension: it stands until the platform readmits the member.
begin;
select plan(12);
select tests.cast();
select platform.invite_member(57, 'alice@example.com', 'owner');
select platform.update_member(57, tests.user_id('alice'), status => 'suspended');

select tests.act_as('alice');
select is(tests.error_of('select public.join_app(57)'), 'PT403 membership_suspended', 'alice does not join, although the app is open and she is invited');
select is(tests.error_of('select public.leave_app(57)'), 'PT403 membership_suspended', 'nor leave');
select is(public.my_apps(), '[]', 'the app is not shown to her');

select tests.act_as_owner();
update auth.users set raw_user_meta_data = '{"app_id": 57}', email = 'alice@example.org' where id = tests.user_id('alice');
select platform.add_member(57, tests.user_id('alice'), 'owner');
select results_eq('select role, status from platform.app_members where app_id = 57 and user_id = tests.user_id(''alice'')',
  $$ values ('member', 'suspended') $$, 'neither a change of the account nor adding her again lifts it');
select results_eq('select role from platform.app_invitations where app_id = 57', array['owner'], 'the invitation is not used up');
select results_eq('select text from public.app_57_todos order by text', array['of alice', 'of bob'], 'her rows stand');
select tests.act_as('alice');
select is_empty('select from public.app_57_lists', 'alice reads nothing');
select is(tests.error_of('select public.join_app(58)'), 'no error', 'another app is not concerned');

select tests.act_as_owner();
select platform.update_member(57, tests.user_id('alice'), status => 'active');
select tests.act_as('alice');
select is(public.join_app(57) ->> 'status', 'active', 'readmitted alice is a member');
select isnt_empty('select from public.app_57_lists', 'and reads');
select is(public.leave_app(57), '{"app_id": 57, "left": true}', 'and may leave');
select tests.act_as_owner();
select is_empty('select from platform.app_members where app_id = 57 and user_id = tests.user_id(''alice'')', 'and is gone');

select * from finish();
rollback;
