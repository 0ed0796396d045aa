-- MEM-4: an invitation is used up when its address is confirmed and not before, if it is still valid then.
begin;
select plan(14);
select tests.create_app(57);
select platform.update_app(57, signup => 'invite');
create function pg_temp.sign_up(name text) returns uuid language sql as $$
  select tests.sign_up(name, jsonb_build_object('app_id', 57, 'invitation', tests.invite(57, name, 'admin')), false)
$$;
prepare invited as select email from platform.app_invitations where app_id = 57 order by email;
prepare members as select user_id, role from platform.app_members where app_id = 57;

select pg_temp.sign_up('alice');
select results_eq('invited', array['alice@example.com'], 'the unconfirmed account of alice uses no invitation up');
select is_empty('members', 'the unconfirmed account of alice is not a member');
select tests.act_as('alice');
select is(tests.error_of('select public.join_app(57, (select raw_user_meta_data ->> ''invitation'' from auth.users))'), '42501',
  'alice reads no account to learn her secret');
select tests.act_as_owner();
select set_config('tests.secret', raw_user_meta_data ->> 'invitation', true) from auth.users where id = tests.user_id('alice');
select tests.act_as('alice');
select is(tests.error_of('select public.join_app(57, current_setting(''tests.secret''))'), 'PT403 invitation_required',
  'alice cannot join with her secret before her address is confirmed');
select tests.act_as_owner();
select tests.confirm('alice');
select is_empty('invited', 'confirming the address uses the invitation up');
select results_eq('members', $$ values (tests.user_id('alice'), 'admin') $$, 'alice is a member once her address is confirmed');
select platform.remove_member(57, tests.user_id('alice'));
update auth.users set email_confirmed_at = now() + interval '1 s' where id = tests.user_id('alice');
select is_empty('members', 'a second confirmation does not admit alice again');

select pg_temp.sign_up(name) from unnest(array['bob', 'carol', 'dave', 'eve']) as name;
select tests.invite(57, 'bob');
select platform.revoke_invitation(57, 'carol@example.com');
update platform.app_invitations set expires_at = now() where email = 'dave@example.com';
update auth.users set email = 'mallory@example.com' where id = tests.user_id('eve');
select tests.confirm(name) from unnest(array['bob', 'carol', 'dave', 'eve']) as name;
select is_empty('members', 'a replaced, revoked, expired or foreign invitation admits nobody when the address is confirmed');
select results_eq('select count(*) from auth.users where email_confirmed_at is not null and id in (
  select tests.user_id(name) from unnest(array[''bob'', ''carol'', ''dave'', ''eve'']) as name)', array[4::bigint],
  'the addresses are confirmed all the same');
select results_eq('invited', array['bob@example.com', 'dave@example.com', 'eve@example.com'], 'these invitations are not used up');

select pg_temp.sign_up('frank');
select platform.suspend_app(57);
select lives_ok($$select tests.confirm('frank')$$, 'an address is confirmed although the app is suspended');
select platform.resume_app(57);
select set_config('tests.secret', raw_user_meta_data ->> 'invitation', true) from auth.users where id = tests.user_id('frank');
select tests.act_as('frank');
select is(public.join_app(57, current_setting('tests.secret')) ->> 'role', 'admin',
  'frank joins with his secret once the app serves again');

select tests.act_as_owner();
select platform.update_app(57, signup => 'open');
select tests.sign_up('grace', '{"app_id": 57}', false);
select results_eq('select role from platform.app_members where user_id = tests.user_id(''grace'')', array['member'],
  'an open app admits grace at once, as it needs no invitation');
select lives_ok($$select tests.confirm('grace')$$, 'confirming the address of a member changes nothing');

select * from finish();
rollback;
