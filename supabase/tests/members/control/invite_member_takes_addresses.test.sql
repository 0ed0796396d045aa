-- MEM-1: an invitation is for an email address and a known role, in an app that exists.
begin;
select plan(12);
select tests.cast();

select tests.act_as_role('service_role');
create temp table invited as select platform.invite_member(57, ' Carol@Example.COM ', 'admin') as invitation;
select is(invitation - 'invitation' - 'expires_at', '{"app_id": 57, "email": "carol@example.com", "role": "admin"}', 'carol is invited')
from invited;
select matches(invitation ->> 'invitation', '^[0-9a-f]{64}$', 'the invitation has a secret') from invited;
select is((invitation ->> 'expires_at')::timestamptz, now() + interval '14 days', 'the invitation expires in 14 days') from invited;
select is(tests.error_of(format('select platform.invite_member(57, %L)', address)),
  '22023 invalid_argument', 'this address is refused: ' || coalesce(left(address, 20), 'null'))
from unnest(array['', 'carol', '@example.com', null, repeat('x', 320) || '@example.com']) as address;
select is(tests.error_of($$select platform.invite_member(57, 'carol@example.com', 'king')$$),
  '22023 invalid_argument', 'an unknown role is refused');
select is(tests.error_of($$select platform.invite_member(9999999999, 'carol@example.com')$$),
  'PT404 app_not_found', 'an unknown app is refused');
select results_eq('select email, role from platform.app_invitations where app_id = 57',
  $$ values ('carol@example.com', 'admin') $$, 'only the invitation of carol exists');


select tests.act_as_owner();
update platform.settings set value = '1' where key = 'invitation_days';
select is((platform.invite_member(57, 'dan@example.com') ->> 'expires_at')::timestamptz, now() + interval '1 day',
  'the setting says for how long an invitation is valid');

select * from finish();
rollback;
