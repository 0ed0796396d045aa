-- ISO-8: what a suspended or deleted app holds does not change: no member leaves and thereby deletes rows until the app is active again.
begin;
select plan(5);
select tests.cast();
select platform.suspend_app(57);
select tests.act_as('alice');
select is(tests.error_of('select public.leave_app(57)'), 'PT404 app_not_found', 'alice cannot leave a suspended app');
select tests.act_as_owner();
select platform.delete_app(57);
select tests.act_as('alice');
select is(tests.error_of('select public.leave_app(57)'), 'PT404 app_not_found', 'alice cannot leave a deleted app');

select tests.act_as_owner();
select results_eq('select text from public.app_57_todos order by text', array['of alice', 'of bob'], 'the rows of the deleted app remain');
select platform.resume_app(57);
select tests.act_as('alice');
select is(public.leave_app(57), '{"app_id": 57, "left": true}', 'alice can leave once the app is resumed');
select tests.act_as_owner();
select results_eq('select text from public.app_57_todos', array['of bob'], 'the rows of alice are deleted after she left');

select * from finish();
rollback;
