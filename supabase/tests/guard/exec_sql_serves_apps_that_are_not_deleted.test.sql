-- SQL-7: only the platform may call exec_sql, and only for apps that are not deleted.
begin;
select plan(15);
select tests.cast();
select tests.create_key('server', 57);
select tests.act_as_role('service_role');
select is(platform.exec_sql(57, 'select 1 as n') #>> '{results,0,rows,0,n}', '1', 'the platform runs SQL for an app');
select is(public.exec_sql('select count(*) as n from app_57_todos') #>> '{results,0,rows,0,n}',
  '2', 'exec_sql with one argument takes the app from the SQL');
select throws_ok($$select public.exec_sql('select 1')$$, '22023', null, 'exec_sql with one argument refuses SQL that names no app');
select throws_ok($$select public.exec_sql('select * from app_57_todos, app_58_todos')$$,
  '42501', null, 'exec_sql with one argument refuses SQL that names two apps');
select is(platform.exec_sql(404, 'select 1') ->> 'details', 'app_not_found', 'exec_sql refuses an app that does not exist');
select platform.suspend_app(57, 'unpaid');
select is(tests.exec_sql('select 1'), 'done', 'the platform runs SQL for a suspended app');
select platform.delete_app(57);
select is(tests.exec_sql('select 1'), 'PT409 app_not_active', 'exec_sql refuses a deleted app');
select is(platform.exec_sql(58, 'select 1') ->> 'code', null, 'the platform still runs SQL for another app');
select platform.resume_app(57);
select is(tests.exec_sql('select 1'), 'done', 'the platform runs SQL for a resumed app');
select tests.act_as('alice');
select throws_ok($$select platform.exec_sql(57, 'select 1')$$, '42501', null, 'a member cannot call exec_sql');
select throws_ok($$select public.exec_sql('select * from app_57_todos')$$,
  '42501', null, 'a member cannot call exec_sql with one argument');
select tests.act_as_role('anon');
select throws_ok($$select public.exec_sql('select * from app_57_todos')$$, '42501', null, 'anon cannot call exec_sql with one argument');
select tests.act_as_key('server', 57);
select throws_ok($$select platform.exec_sql(57, 'select 1')$$, '42501', null, 'a key cannot call exec_sql');
select throws_ok($$select public.exec_sql('select * from app_57_todos')$$, '42501', null, 'a key cannot call exec_sql with one argument');
select throws_ok($$select sandbox.app_57_write('select 1')$$, '42501', null, 'a key cannot call an executor');
select tests.act_as_owner();
select * from finish();
rollback;
