-- MEM-1: a signed-in user joins no app that is closed, by invitation, unknown, suspended or deleted.
begin;
select plan(12);
select tests.cast();
select tests.create_app(59);
select platform.update_app(57, signup => 'closed');
select platform.invite_member(57, 'mallory@example.com', 'owner');
select platform.update_app(58, signup => 'invite');
select platform.suspend_app(59);

select tests.act_as('mallory');
select is(tests.error_of('select public.join_app(57)'), 'PT403 signup_closed', 'mallory joins no closed app, although she is invited');
select is(tests.error_of('select public.join_app(58)'), 'PT403 invitation_required', 'nor an app by invitation');
select is(tests.error_of('select public.join_app(59)'), 'PT404 app_not_found', 'nor a suspended app');
select is(tests.error_of('select public.join_app(9999999999)'), 'PT404 app_not_found', 'nor an unknown one');
select is(tests.error_of('select public.join_app(null)'), 'PT404 app_not_found', 'nor none');
select is(tests.error_of('select public.join_app(-1)'), 'PT404 app_not_found', 'nor a negative one');
select tests.act_as_owner();
select platform.delete_app(59);
select tests.act_as('mallory');
select is(tests.error_of('select public.join_app(59)'), 'PT404 app_not_found', 'nor a deleted app');
select is(public.my_apps(), '[]', 'mallory has no app');

select tests.act_as_owner();
select is_empty('select from platform.app_members where user_id = tests.user_id(''mallory'')', 'and no membership');
select platform.update_app(57, signup => 'open');
select tests.act_as('mallory');
select is(public.join_app(57) ->> 'role', 'owner', 'once 57 is open the invitation counts');
select tests.act_as('alice');
select is(tests.error_of('select public.join_app(58)'), 'PT403 invitation_required', 'a member of another app is no more welcome');
select is(public.join_app(57) ->> 'role', 'member', 'a member is, in the own app');

select * from finish();
rollback;
