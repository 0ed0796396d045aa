-- MEM-1: a signed-in user cannot join an app that is closed, by invitation only, unknown, suspended or deleted.
begin;
select plan(12);
select tests.cast();
select tests.create_app(59);
select platform.update_app(57, signup => 'closed');
select set_config('tests.secret', tests.invite(57, 'mallory', 'owner'), true);
select platform.update_app(58, signup => 'invite');
select platform.suspend_app(59);

select tests.act_as('mallory');
select is(tests.error_of('select public.join_app(57, current_setting(''tests.secret''))'),
  'PT403 signup_closed', 'mallory cannot join a closed app, although she is invited');
select is(tests.error_of('select public.join_app(58)'),
  'PT403 invitation_required', 'mallory cannot join an app without the required invitation');
select is(tests.error_of('select public.join_app(59)'), 'PT404 app_not_found', 'mallory cannot join a suspended app');
select is(tests.error_of('select public.join_app(9999999999)'), 'PT404 app_not_found', 'mallory cannot join an unknown app');
select is(tests.error_of('select public.join_app(null)'), 'PT404 app_not_found', 'mallory cannot join a null app');
select is(tests.error_of('select public.join_app(-1)'), 'PT404 app_not_found', 'mallory cannot join an app with a negative id');
select tests.act_as_owner();
select platform.delete_app(59);
select tests.act_as('mallory');
select is(tests.error_of('select public.join_app(59)'), 'PT404 app_not_found', 'mallory cannot join a deleted app');
select is(public.my_apps(), '[]', 'mallory sees no app in my_apps');

select tests.act_as_owner();
select is_empty('select from platform.app_members where user_id = tests.user_id(''mallory'')', 'mallory has no membership');
select platform.update_app(57, signup => 'open');
select tests.act_as('mallory');
select is(public.join_app(57, current_setting('tests.secret')) ->> 'role', 'owner',
  'mallory joins 57 in the role of her invitation once it is open');
select tests.act_as('alice');
select is(tests.error_of('select public.join_app(58)'),
  'PT403 invitation_required', 'alice, a member of another app, cannot join an app without the required invitation');
select is(public.join_app(57) ->> 'role', 'member', 'alice gets her role in an app that she is a member of');

select * from finish();
rollback;
