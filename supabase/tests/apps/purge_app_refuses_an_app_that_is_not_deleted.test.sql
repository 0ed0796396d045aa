-- purge_app refuses an app that is not deleted, and keeps its rows.
begin;
select plan(5);
select tests.cast();
select tests.act_as_role('service_role');

select is(tests.error_of('select platform.purge_app(57)'), 'PT409 app_not_deleted', 'an active app is not purged');
select platform.suspend_app(57);
select is(tests.error_of('select platform.purge_app(57)'), 'PT409 app_not_deleted', 'a suspended app is not purged');
select is(tests.error_of('select platform.purge_app(9000000009)'), 'PT404 app_not_found', 'an app that does not exist is not purged');
select tests.act_as_owner();
select is((select count(*)::integer from public.app_57_todos), 2, 'the app that is not purged keeps all rows');
select platform.delete_app(57);
select is(tests.error_of('select platform.purge_app(57)'), 'no error', 'a deleted app is purged');

select * from finish();
rollback;
