-- MEM-1: an app by invitation admits only the invited address, in the role of the invitation.
begin;
select plan(8);
select tests.create_app(57);
select tests.create_app(58);
select platform.update_app(57, signup => 'invite');
select platform.invite_member(57, 'Alice@Example.com', 'admin');
select platform.invite_member(58, 'mallory@example.com', 'owner');

select lives_ok($$select tests.sign_up('alice', '{"app_id": 57}')$$, 'alice, who is invited, signs up');
select results_eq('select user_id, role from platform.app_members where app_id = 57', $$ values (tests.user_id('alice'), 'admin') $$,
  'alice is a member in the role of the invitation');
select is_empty('select from platform.app_invitations where app_id = 57', 'the invitation is used up');
select is(tests.error_of($$select tests.sign_up('mallory', '{"app_id": 57}')$$),
  'PT403 invitation_required', 'mallory, who is invited to another app, cannot sign up');
select is(tests.error_of($$select tests.sign_up('bob', '{"app_id": 57, "email": "alice@example.com", "role": "admin"}')$$),
  'PT403 invitation_required', 'bob, who claims the invited address in his metadata, cannot sign up');
select is_empty('select from auth.users where id in (tests.user_id(''mallory''), tests.user_id(''bob''))',
  'mallory and bob have no account');
select lives_ok($$select tests.sign_up('mallory', '{"app_id": 58}')$$, 'mallory signs up to the app that invited her');
select results_eq('select role from platform.app_members where app_id = 58',
  array['owner'], 'mallory is a member in the role of her invitation');

select * from finish();
rollback;
