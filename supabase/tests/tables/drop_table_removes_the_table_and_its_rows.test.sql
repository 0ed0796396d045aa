-- drop_table removes a table with its rows from the app, and no table of another app.
begin;
select plan(8);
select tests.cast();
select tests.act_as_role('service_role');

select is(platform.drop_table(57, 'todos') - 'dropped_id', '{"dropped": "app_57_todos"}',
  'drop_table returns the full name of the dropped table');
select is(tests.error_of($$select platform.drop_table(57, 'todos')$$), 'PT404 table_not_found',
  'a table that was dropped before is not found');
select is(tests.error_of('select platform.drop_table(57, null)'), 'PT404 table_not_found', 'a table called null is not found');
select is(tests.error_of($$select platform.drop_table(57, 'todos; drop table platform.apps')$$), 'PT404 table_not_found',
  'a table name that contains SQL is not found');
select is(platform.get_app(57) -> 'tables' -> 'todos', null, 'the app no longer has the dropped table');
select tests.act_as_owner();
select hasnt_table('public', 'app_57_todos', 'the dropped table no longer exists');
select has_table('public', 'app_58_todos', 'the table of the same name in 58 still exists');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
