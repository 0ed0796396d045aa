-- drop_table refuses a table that another table references, and the profile table.
begin;
select plan(8);
select tests.create_app(57);
select tests.act_as_role('service_role');
select platform.create_table(57, '{"name": "items", "columns": [
  {"name": "list_id", "type": "uuid", "references": {"table": "lists"}},
  {"name": "parent_id", "type": "uuid", "references": {"table": "items"}}]}');

select is(tests.error_of($$select platform.drop_table(57, 'lists')$$), '2BP01 table_in_use',
  'a table that another table references is not dropped');
select throws_like($$select platform.drop_table(57, 'lists')$$, '%app_57_items%', 'the message names the table with the reference');
select is(platform.get_app(57) -> 'tables' ->> 'lists', 'app_57_lists', 'the app still has the referenced table');
select has_table('public', 'app_57_lists', 'the referenced table still exists');
select is(tests.error_of($$select platform.drop_table(57, 'users')$$), '22023 invalid_argument', 'the profile table is never dropped');
select is(tests.error_of($$select platform.drop_table(57, 'items')$$), 'no error', 'a table that only itself references is dropped');
select is(tests.error_of($$select platform.drop_table(57, 'lists')$$), 'no error',
  'a table is dropped once the table with the reference is gone');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
