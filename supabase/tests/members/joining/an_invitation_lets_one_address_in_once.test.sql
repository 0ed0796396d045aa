-- MEM-1: an invitation admits its address once, to its app, whatever the case of the address.
begin;
select plan(10);
select tests.cast();
select platform.update_app(57, signup => 'invite');
select platform.update_app(58, signup => 'invite');
select platform.invite_member(57, '  Mallory@EXAMPLE.com ', 'member');
select platform.invite_member(57, 'mallory@example.com', 'admin');
select results_eq('select email, role from platform.app_invitations where app_id = 57', $$ values ('mallory@example.com', 'admin') $$,
  'inviting again changes the role of the one invitation');

select tests.act_as('eve');
select is(tests.error_of('select public.join_app(57)'), 'PT403 invitation_required', 'eve, who is not invited, cannot join');
select tests.act_as('mallory');
select is(tests.error_of('select public.join_app(58)'), 'PT403 invitation_required', 'mallory, who is not invited to 58, cannot join it');
select is(public.join_app(57) ->> 'role', 'admin', 'mallory joins 57 in the role of the invitation');
select is((public.leave_app(57) -> 'left')::boolean, true, 'mallory leaves 57');
select is(tests.error_of('select public.join_app(57)'),
  'PT403 invitation_required', 'mallory cannot join 57 again with the same invitation');

select tests.act_as_owner();
select platform.invite_member(57, 'alice@example.com', 'owner');
select tests.act_as('alice');
select is(public.join_app(57) ->> 'role', 'member', 'an invitation does not change the role that join_app returns to a member');
select tests.act_as_owner();
select results_eq('select role from platform.app_members where app_id = 57 and user_id = tests.user_id(''alice'')',
  array['member'], 'alice keeps her role as a member');
update auth.users set email = 'ALICE@example.com' where id = tests.user_id('alice');
select platform.remove_member(57, tests.user_id('alice'));
select tests.act_as('alice');
select is(public.join_app(57) ->> 'role', 'owner', 'alice joins with the invitation after her removal, whatever the case of her address');
select tests.act_as_owner();
select is_empty('select from platform.app_invitations where app_id = 57', 'all invitations are used up');

select * from finish();
rollback;
