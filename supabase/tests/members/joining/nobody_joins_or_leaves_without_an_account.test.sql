-- MEM-1: joining and leaving require a signed-in user who exists, and affect only that user.
begin;
select plan(9);
select tests.cast();

select ok(not has_function_privilege('anon', name, 'EXECUTE'), 'anon may not call ' || name)
from unnest(array['public.join_app(bigint, text)', 'public.leave_app(bigint)', 'public.my_apps()']) as name;

select tests.act_as('nobody who ever signed up');
select is(tests.error_of('select public.join_app(57)'), '42501 not_signed_in', 'a user who does not exist cannot join');
select is(public.my_apps(), '[]', 'a user who does not exist sees no app in my_apps');
select tests.act_as_role('authenticated');
select is(tests.error_of('select public.join_app(57)'), '42501 not_signed_in', 'a token without a user cannot join');
select is(public.leave_app(57), '{"app_id": 57, "left": false}', 'a token without a user leaves no app');

select tests.act_as_owner();
select results_eq('select count(*) from platform.app_members where app_id = 57', array[2::bigint], 'the app still has its two members');
select tests.act_as('mallory');
select lives_ok('select public.join_app(57)', 'a user who exists can join');

select * from finish();
rollback;
