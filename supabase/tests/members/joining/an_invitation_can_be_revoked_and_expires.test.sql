-- MEM-4: an invitation that is revoked or expired, or whose address is not confirmed or no longer the account's, admits nobody.
begin;
select plan(13);
select tests.cast();
select tests.sign_up('carol');
select platform.update_app(57, signup => 'invite');
select set_config('tests.secret', tests.invite(57, 'mallory'), true);
create function pg_temp.join_error() returns text language sql as $$
  select tests.error_of('select public.join_app(57, current_setting(''tests.secret''))')
$$;

select tests.act_as_role('service_role');
select is(platform.revoke_invitation(57, ' Mallory@Example.com '), '{"app_id": 57, "email": "mallory@example.com", "revoked": true}',
  'the platform revokes the invitation of mallory');
select is(tests.error_of($$select platform.revoke_invitation(57, 'mallory@example.com')$$), 'PT404 invitation_not_found',
  'an invitation is revoked only once');
select is(tests.error_of($$select platform.revoke_invitation(57, null)$$), 'PT404 invitation_not_found', 'null is no invited address');
select tests.act_as('mallory');
select is(pg_temp.join_error(), 'PT403 invitation_required', 'mallory cannot join with a revoked invitation');

select tests.act_as_owner();
select set_config('tests.secret', tests.invite(57, 'mallory'), true);
update platform.app_invitations set expires_at = now() where app_id = 57;
select tests.act_as('mallory');
select is(pg_temp.join_error(), 'PT403 invitation_required', 'mallory cannot join with an expired invitation');

select tests.act_as_owner();
select set_config('tests.secret', tests.invite(57, 'mallory'), true);
update auth.users set email_confirmed_at = null where id = tests.user_id('mallory');
select tests.act_as('mallory');
select is(pg_temp.join_error(), 'PT403 invitation_required', 'mallory cannot join before her address is confirmed');
select tests.act_as_owner();
update auth.users set email = 'other@example.com', email_confirmed_at = now() where id = tests.user_id('mallory');
select tests.act_as('mallory');
select is(pg_temp.join_error(), 'PT403 invitation_required', 'mallory cannot join after she changed her address');
select tests.act_as_owner();
update auth.users set email = null where id = tests.user_id('mallory');
select tests.act_as('mallory');
select is(pg_temp.join_error(), 'PT403 invitation_required', 'mallory cannot join without an address');
select tests.act_as_owner();
update auth.users set email = 'mallory@example.com' where id = tests.user_id('mallory');
select tests.act_as('mallory');
select is(pg_temp.join_error(), 'no error', 'mallory joins with her confirmed address');

-- An open app, too.
select tests.act_as_owner();
select platform.update_app(57, signup => 'open');
select tests.act_as('carol');
select is(pg_temp.join_error(), 'PT403 invitation_required', 'an open app refuses carol with an invitation that is not hers');
select is(public.join_app(57) ->> 'role', 'member', 'the open app admits carol without an invitation');
select is(public.my_apps() -> 0 ->> 'role', 'member', 'carol is a member');
select tests.act_as_owner();
select bag_eq($$select action from platform.audit_log where app_id = 57 and action ~ 'invit'$$,
  array['invite_member', 'invite_member', 'invite_member', 'revoke_invitation'], 'invitations are in the audit log');

select * from finish();
rollback;
