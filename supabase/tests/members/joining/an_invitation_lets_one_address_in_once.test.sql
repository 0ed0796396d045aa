-- MEM-4: an invitation admits its address once, to its app, with its secret, whatever the case of the address.
begin;
select plan(19);
select tests.cast();
select platform.update_app(57, signup => 'invite');
select platform.update_app(58, signup => 'invite');
select set_config('tests.old', platform.invite_member(57, '  Mallory@EXAMPLE.com ', 'member') ->> 'invitation', true);
select set_config('tests.new', tests.invite(57, 'mallory', 'admin'), true);
select results_eq('select email, role from platform.app_invitations where app_id = 57', $$ values ('mallory@example.com', 'admin') $$,
  'inviting again changes the role of the one invitation');
create function pg_temp.join_error(app_id bigint, secret text) returns text language sql as $$
  select tests.error_of(format('select public.join_app(%s, %L)', app_id, secret))
$$;

select tests.act_as('eve');
select is(pg_temp.join_error(57, null), 'PT403 invitation_required', 'eve, who is not invited, cannot join');
select is(pg_temp.join_error(57, current_setting('tests.new')), 'PT403 invitation_required', 'eve cannot join with the secret of mallory');
select tests.act_as('mallory');
select is(pg_temp.join_error(57, null), 'PT403 invitation_required', 'mallory cannot join without her secret');
select is(pg_temp.join_error(57, secret), 'PT403 invitation_required', 'mallory cannot join with a wrong secret: ' || left(secret, 10))
from unnest(array['', 'x', repeat('0', 64), upper(current_setting('tests.new')), current_setting('tests.new') || ' ']) as secret;
select is(pg_temp.join_error(57, current_setting('tests.old')), 'PT403 invitation_required', 'inviting again ends the first secret');
select is(pg_temp.join_error(58, current_setting('tests.new')), 'PT403 invitation_required',
  'mallory, who is not invited to 58, cannot join it');
select is(public.join_app(57, current_setting('tests.new')) ->> 'role', 'admin', 'mallory joins 57 in the role of the invitation');
select is((public.leave_app(57) -> 'left')::boolean, true, 'mallory leaves 57');
select is(pg_temp.join_error(57, current_setting('tests.new')),
  'PT403 invitation_required', 'mallory cannot join 57 again with the same invitation');

select tests.act_as_owner();
select set_config('tests.alice', tests.invite(57, 'alice', 'owner'), true);
select tests.act_as('alice');
select is(public.join_app(57, current_setting('tests.alice')) ->> 'role', 'member',
  'an invitation does not change the role that join_app returns to a member');
select tests.act_as_owner();
select results_eq('select role from platform.app_members where app_id = 57 and user_id = tests.user_id(''alice'')',
  array['member'], 'alice keeps her role as a member');
update auth.users set email = 'ALICE@example.com' where id = tests.user_id('alice');
select platform.remove_member(57, tests.user_id('alice'));
select tests.act_as('alice');
select is(public.join_app(57, current_setting('tests.alice')) ->> 'role', 'owner',
  'alice joins with the invitation after her removal, whatever the case of her address');
select tests.act_as_owner();
select is_empty('select from platform.app_invitations where app_id = 57', 'all invitations are used up');
select is_empty($$select from platform.audit_log where detail::text ~ current_setting('tests.new')$$, 'the audit log has no secret');

select * from finish();
rollback;
