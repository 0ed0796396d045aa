-- VER-1: a missing role is found together with everything that it owned.
begin;
select plan(2);
select tests.create_app(57);
select sandbox.run_factory('drop_role', 57);

select is((select string_agg(object || ' ' || problem, ', ' order by object) from platform.verify_app(57) where hint = 'Run repair_app.'),
  'app_57 role_missing, app_57_lists table_missing, app_57_news table_missing, app_57_posts table_missing, app_57_todos table_missing, '
  'app_57_user role_missing, app_57_users table_missing, sandbox.app_57_query(text, integer, bigint) executor_missing, '
  'sandbox.app_57_read(text, integer, bigint) executor_missing, sandbox.app_57_write(text) executor_missing',
  'a missing role, its executors and its tables are found');
select is_empty('select * from platform.verify_app(57) where hint is null or hint = ''''', 'each finding says what to do');

select * from finish();
rollback;
