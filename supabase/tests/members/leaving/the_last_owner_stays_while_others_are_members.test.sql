-- MEM-7: the last owner of an app with other members neither leaves nor loses the role; an account can always be deleted.
begin;
select plan(17);
select tests.cast();
select platform.update_member(57, tests.user_id('alice'), role => 'owner');
prepare owners as select user_id from platform.app_members where app_id = 57 and role = 'owner' order by user_id = tests.user_id('bob');

select tests.act_as('alice');
select is(tests.error_of('select public.leave_app(57)'), 'PT409 last_owner', 'alice, the last owner, cannot leave');
select results_eq('select text from public.app_57_todos', array['of alice'], 'alice keeps her rows');
select tests.act_as_role('service_role');
select is(tests.error_of($$select platform.remove_member(57, tests.user_id('alice'))$$), 'PT409 last_owner',
  'the platform cannot remove the last owner');
select is(tests.error_of(format('select platform.update_member(57, tests.user_id(''alice''), role => %L)', role)), 'PT409 last_owner',
  'the last owner cannot become ' || role)
from unnest(array['admin', 'member']) as role;
select lives_ok($$select platform.update_member(57, tests.user_id('alice'), role => 'owner')$$, 'the last owner stays owner');
select lives_ok($$select platform.update_member(57, tests.user_id('alice'), status => 'suspended')$$, 'the last owner can be suspended');
select is(tests.error_of($$select platform.remove_member(57, tests.user_id('alice'))$$), 'PT409 last_owner',
  'the last owner cannot be removed while suspended');
select is(tests.error_of($$select platform.update_member(57, tests.user_id('alice'), role => 'member')$$), 'PT409 last_owner',
  'the last owner cannot lose the role while suspended');
select platform.update_member(57, tests.user_id('alice'), status => 'active');

select platform.update_member(57, tests.user_id('bob'), role => 'owner');
select platform.update_member(57, tests.user_id('bob'), status => 'suspended');
select is(tests.error_of($$select platform.remove_member(57, tests.user_id('alice'))$$), 'PT409 last_owner',
  'a suspended owner does not count');
select is(tests.error_of($$select platform.update_member(57, tests.user_id('bob'), role => 'member')$$), 'no error',
  'a suspended owner loses the role while an active one exists');
select platform.update_member(57, tests.user_id('bob'), role => 'owner', status => 'active');
select tests.act_as('alice');
select lives_ok('select public.leave_app(57)', 'alice leaves once bob is an owner');
select tests.act_as('bob');
select lives_ok('select public.leave_app(57)', 'bob, the last member, leaves although he is the last owner');
select tests.act_as('eve');
select lives_ok('select public.leave_app(58)', 'a member who is no owner leaves an app without an owner');

select tests.act_as_owner();
select platform.add_member(57, tests.user_id(name), role) from (values ('alice', 'owner'), ('bob', 'member')) as member (name, role);
select results_eq('owners', array[tests.user_id('alice')], 'alice is the owner again');
delete from auth.users where id = tests.user_id('alice');
select is_empty('owners', 'the account of the last owner can be deleted');
select is(tests.findings(), 'sound', 'an app without an owner is sound');

select * from finish();
rollback;
