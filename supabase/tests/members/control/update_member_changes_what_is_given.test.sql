-- ISO-8: role and status of a member can be changed separately, and only to known values.
begin;
select plan(9);
select tests.cast();

select tests.act_as_role('service_role');
select is(platform.update_member(57, tests.user_id('alice'), role => 'admin') - 'joined_at',
  jsonb_build_object('app_id', 57, 'user_id', tests.user_id('alice'), 'role', 'admin', 'status', 'active'), 'the role changes');
select is(platform.update_member(57, tests.user_id('alice'), status => 'suspended') ->> 'role',
  'admin', 'the status changes and the role does not');
select is(platform.update_member(57, tests.user_id('alice'), role => 'member') ->> 'status',
  'suspended', 'the role changes and the status does not');
select is(tests.error_of($$select platform.update_member(57, tests.user_id('bob'), role => 'king')$$),
  '22023 invalid_argument', 'an unknown role is refused');
select is(tests.error_of($$select platform.update_member(57, tests.user_id('bob'), status => 'asleep')$$),
  '22023 invalid_argument', 'an unknown status is refused');
select is(tests.error_of($$select platform.update_member(57, tests.user_id('eve'), role => 'admin')$$),
  'PT404 member_not_found', 'a member of another app is not found');
select is(tests.error_of($$select platform.update_member(9999999999, tests.user_id('alice'), role => 'admin')$$),
  'PT404 member_not_found', 'a member of an unknown app is not found');
select results_eq('select role, status from platform.app_members where user_id = tests.user_id(''bob'')',
  $$ values ('member', 'active') $$, 'the membership of bob is unchanged');
select results_eq('select role, status from platform.app_members where user_id = tests.user_id(''eve'')',
  $$ values ('member', 'active') $$, 'the membership of eve is unchanged');

select * from finish();
rollback;
