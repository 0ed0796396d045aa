-- ISO-8: the platform ends one membership, in one app, with profile and rows.
begin;
select plan(6);
select tests.cast();
select platform.add_member(58, tests.user_id('alice'));

select tests.act_as_role('service_role');
select is(platform.remove_member(57, tests.user_id('alice')), jsonb_build_object('app_id', 57, 'user_id', tests.user_id('alice'), 'removed', true),
  'alice is removed from 57');
select results_eq('select app_id from platform.app_members where user_id = tests.user_id(''alice'')', array[58::bigint], 'and stays in 58');
select results_eq('select email from public.app_57_users', array['bob@example.com'], 'her profile in 57 is gone');
select results_eq('select text from public.app_57_todos', array['of bob'], 'and her rows');
select is(tests.error_of($$select platform.remove_member(57, tests.user_id('alice'))$$), 'PT404 member_not_found', 'who is no member is not removed');
select is(tests.error_of($$select platform.remove_member(57, tests.user_id('eve'))$$), 'PT404 member_not_found', 'nor a member of another app');

select * from finish();
rollback;
