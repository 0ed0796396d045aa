-- ISO-8: the platform ends one membership in one app, and with it the profile and the rows.
begin;
select plan(6);
select tests.cast();
select platform.add_member(58, tests.user_id('alice'));

select tests.act_as_role('service_role');
select is(platform.remove_member(57, tests.user_id('alice')),
  jsonb_build_object('app_id', 57, 'user_id', tests.user_id('alice'), 'removed', true), 'alice is removed from 57');
select results_eq('select app_id from platform.app_members where user_id = tests.user_id(''alice'')',
  array[58::bigint], 'alice is still a member of 58');
select results_eq('select email from public.app_57_users', array['bob@example.com'], 'the profile of alice in 57 is deleted');
select results_eq('select text from public.app_57_todos', array['of bob'], 'the rows of alice in 57 are deleted');
select is(tests.error_of($$select platform.remove_member(57, tests.user_id('alice'))$$),
  'PT404 member_not_found', 'a user who is not a member cannot be removed');
select is(tests.error_of($$select platform.remove_member(57, tests.user_id('eve'))$$),
  'PT404 member_not_found', 'a member of another app cannot be removed');

select * from finish();
rollback;
