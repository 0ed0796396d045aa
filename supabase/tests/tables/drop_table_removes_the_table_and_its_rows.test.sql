begin;
select plan(8);
select tests.cast();
select tests.act_as_role('service_role');

select is(platform.drop_table(57, 'todos') - 'dropped_id', '{"dropped": "app_57_todos"}', 'drop_table says what it dropped');
select is(tests.error_of($$select platform.drop_table(57, 'todos')$$), 'PT404 table_not_found', 'a second time there is none');
select is(tests.error_of('select platform.drop_table(57, null)'), 'PT404 table_not_found', 'null is no table');
select is(tests.error_of($$select platform.drop_table(57, 'todos; drop table platform.apps')$$), 'PT404 table_not_found', 'SQL is no table');
select is(platform.get_app(57) -> 'tables' -> 'todos', null, 'the app has it no more');
select tests.act_as_owner();
select hasnt_table('public', 'app_57_todos', 'the table is gone');
select has_table('public', 'app_58_todos', 'the table of the same name in the other app is not');
select is_empty('select * from platform.verify_app(57)', 'the app is sound');

select * from finish();
rollback;
