-- ISO-8: what a suspended or deleted app holds stays as it is: no member leaves and takes rows along, until the app serves again.
begin;
select plan(5);
select tests.cast();
select platform.suspend_app(57);
select tests.act_as('alice');
select is(tests.error_of('select public.leave_app(57)'), 'PT404 app_not_found', 'alice does not leave a suspended app');
select tests.act_as_owner();
select platform.delete_app(57);
select tests.act_as('alice');
select is(tests.error_of('select public.leave_app(57)'), 'PT404 app_not_found', 'nor a deleted one');

select tests.act_as_owner();
select results_eq('select text from public.app_57_todos order by text', array['of alice', 'of bob'], 'its rows stand');
select platform.resume_app(57);
select tests.act_as('alice');
select is(public.leave_app(57), '{"app_id": 57, "left": true}', 'once it is resumed alice leaves');
select tests.act_as_owner();
select results_eq('select text from public.app_57_todos', array['of bob'], 'and takes her rows along');

select * from finish();
rollback;
