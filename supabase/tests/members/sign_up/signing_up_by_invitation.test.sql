-- MEM-4: an app by invitation admits only who has the secret of the invitation and its address, in the role of the invitation.
begin;
select plan(13);
select tests.create_app(57);
select tests.create_app(58);
select platform.update_app(57, signup => 'invite');
select set_config('tests.alice', tests.invite(57, 'alice', 'admin'), true),
  set_config('tests.mallory', tests.invite(58, 'mallory', 'owner'), true);
create function pg_temp.sign_up_error(name text, app_id bigint, secret text) returns text language sql as $$
  select tests.error_of(format('select tests.sign_up(%L, %L)', name, jsonb_build_object('app_id', app_id, 'invitation', secret)))
$$;

select is(pg_temp.sign_up_error('alice', 57, null), 'PT403 invitation_required',
  'somebody who only knows the address of alice cannot sign up');
select is(pg_temp.sign_up_error('alice', 57, 'x'), 'PT403 invitation_required', 'a wrong secret does not sign alice up');
select is(pg_temp.sign_up_error('bob', 57, current_setting('tests.alice')),
  'PT403 invitation_required', 'bob cannot sign up with the secret of alice');
select is(pg_temp.sign_up_error('mallory', 57, current_setting('tests.mallory')),
  'PT403 invitation_required', 'mallory, who is invited to another app, cannot sign up');
select is(pg_temp.sign_up_error('mallory', 58, 'x'), 'PT403 invitation_required', 'a wrong secret does not sign up for an open app either');
select is(tests.error_of(format('select tests.sign_up(''bob'', %L)', jsonb_build_object('app_id', 57, 'email', 'alice@example.com',
  'role', 'admin', 'invitation', current_setting('tests.alice')))),
  'PT403 invitation_required', 'bob, who claims the invited address in his metadata, cannot sign up');
select is_empty($$
  select from auth.users where id in (select tests.user_id(name) from unnest(array['alice', 'bob', 'mallory']) as name)
$$,
  'no refused sign-up leaves an account');
select results_eq('select count(*) from platform.app_invitations', array[2::bigint], 'no refused sign-up uses an invitation up');

select is(pg_temp.sign_up_error('alice', 57, current_setting('tests.alice')), 'no error', 'alice signs up with her secret');
select results_eq('select user_id, role from platform.app_members where app_id = 57', $$ values (tests.user_id('alice'), 'admin') $$,
  'alice is a member in the role of the invitation');
select is_empty('select from platform.app_invitations where app_id = 57', 'the invitation is used up');
select is(pg_temp.sign_up_error('mallory', 58, current_setting('tests.mallory')), 'no error',
  'mallory signs up to the app that invited her');
select results_eq('select role from platform.app_members where app_id = 58',
  array['owner'], 'mallory is a member in the role of her invitation');

select * from finish();
rollback;
