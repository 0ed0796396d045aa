-- ISO-8: role and status of a member change one without the other, by known values alone.
begin;
select plan(9);
select tests.cast();

select tests.act_as_role('service_role');
select is(platform.update_member(57, tests.user_id('alice'), role => 'admin') - 'joined_at',
  jsonb_build_object('app_id', 57, 'user_id', tests.user_id('alice'), 'role', 'admin', 'status', 'active'), 'the role changes');
select is(platform.update_member(57, tests.user_id('alice'), status => 'suspended') ->> 'role', 'admin', 'the status changes and leaves the role');
select is(platform.update_member(57, tests.user_id('alice'), role => 'member') ->> 'status', 'suspended', 'and the other way round');
select is(tests.error_of($$select platform.update_member(57, tests.user_id('bob'), role => 'king')$$), '22023 invalid_argument', 'no unknown role');
select is(tests.error_of($$select platform.update_member(57, tests.user_id('bob'), status => 'asleep')$$), '22023 invalid_argument', 'no unknown status');
select is(tests.error_of($$select platform.update_member(57, tests.user_id('eve'), role => 'admin')$$), 'PT404 member_not_found', 'no member of another app');
select is(tests.error_of($$select platform.update_member(9999999999, tests.user_id('alice'), role => 'admin')$$), 'PT404 member_not_found', 'none of an unknown app');
select results_eq('select role, status from platform.app_members where user_id = tests.user_id(''bob'')', $$ values ('member', 'active') $$, 'bob is as he was');
select results_eq('select role, status from platform.app_members where user_id = tests.user_id(''eve'')', $$ values ('member', 'active') $$, 'and eve');

select * from finish();
rollback;
