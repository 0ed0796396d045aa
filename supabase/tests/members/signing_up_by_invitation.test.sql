-- MEM-1: an app by invitation takes the invited address, in the role of the invitation, and nobody else.
begin;
select plan(8);
select tests.create_app(57);
select tests.create_app(58);
select platform.update_app(57, signup => 'invite');
select platform.invite_member(57, 'Alice@Example.com', 'admin');
select platform.invite_member(58, 'mallory@example.com', 'owner');

select lives_ok($$select tests.sign_up('alice', '{"app_id": 57}')$$, 'alice, who is invited, signs up');
select results_eq('select user_id, role from platform.app_members where app_id = 57', $$ values (tests.user_id('alice'), 'admin') $$,
  'in the role of the invitation');
select is_empty('select from platform.app_invitations where app_id = 57', 'the invitation is used up');
select is(tests.error_of($$select tests.sign_up('mallory', '{"app_id": 57}')$$), 'PT403 invitation_required', 'mallory, who is invited to another app, does not');
select is(tests.error_of($$select tests.sign_up('bob', '{"app_id": 57, "email": "alice@example.com", "role": "admin"}')$$), 'PT403 invitation_required',
  'nor does bob, whatever he says about himself');
select is_empty('select from auth.users where id in (tests.user_id(''mallory''), tests.user_id(''bob''))', 'and neither has an account');
select lives_ok($$select tests.sign_up('mallory', '{"app_id": 58}')$$, 'to the other app mallory signs up');
select results_eq('select role from platform.app_members where app_id = 58', array['owner'], 'in the role of that invitation');

select * from finish();
rollback;
