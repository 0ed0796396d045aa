-- MEM-1: an invitation is for an email address and a known role, in an app that exists.
begin;
select plan(9);
select tests.cast();

select tests.act_as_role('service_role');
select is(platform.invite_member(57, ' Carol@Example.COM ', 'admin'),
  '{"app_id": 57, "email": "carol@example.com", "role": "admin"}', 'carol is invited');
select is(tests.error_of(format('select platform.invite_member(57, %L)', address)),
  '22023 invalid_argument', 'this address is refused: ' || coalesce(left(address, 20), 'null'))
from unnest(array['', 'carol', '@example.com', null, repeat('x', 320) || '@example.com']) as address;
select is(tests.error_of($$select platform.invite_member(57, 'carol@example.com', 'king')$$),
  '22023 invalid_argument', 'an unknown role is refused');
select is(tests.error_of($$select platform.invite_member(9999999999, 'carol@example.com')$$),
  'PT404 app_not_found', 'an unknown app is refused');
select results_eq('select email, role from platform.app_invitations where app_id = 57',
  $$ values ('carol@example.com', 'admin') $$, 'only the invitation of carol exists');

select * from finish();
rollback;
