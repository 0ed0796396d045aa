begin;
select plan(5);
select tests.cast();
select tests.act_as_role('service_role');

select is(tests.error_of('select platform.purge_app(57)'), 'PT409 app_not_deleted', 'an active app is not purged');
select platform.suspend_app(57);
select is(tests.error_of('select platform.purge_app(57)'), 'PT409 app_not_deleted', 'nor is a suspended one');
select is(tests.error_of('select platform.purge_app(9000000009)'), 'PT404 app_not_found', 'nor one that is not there');
select tests.act_as_owner();
select is((select count(*)::integer from public.app_57_todos), 2, 'the rows are all there');
select platform.delete_app(57);
select is(tests.error_of('select platform.purge_app(57)'), 'no error', 'a deleted one is purged');

select * from finish();
rollback;
