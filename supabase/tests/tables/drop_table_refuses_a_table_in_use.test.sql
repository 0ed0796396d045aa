begin;
select plan(8);
select tests.create_app(57);
select tests.act_as_role('service_role');
select platform.create_table(57, '{"name": "items", "columns": [
  {"name": "list_id", "type": "uuid", "references": {"table": "lists"}}, {"name": "parent_id", "type": "uuid", "references": {"table": "items"}}]}');

select is(tests.error_of($$select platform.drop_table(57, 'lists')$$), '2BP01 table_in_use', 'a table that another references is not dropped');
select throws_like($$select platform.drop_table(57, 'lists')$$, '%app_57_items%', 'the message says which');
select is(platform.get_app(57) -> 'tables' ->> 'lists', 'app_57_lists', 'the app still has it');
select has_table('public', 'app_57_lists', 'and it is there');
select is(tests.error_of($$select platform.drop_table(57, 'users')$$), '22023 invalid_argument', 'the profile table is never dropped');
select is(tests.error_of($$select platform.drop_table(57, 'items')$$), 'no error', 'a table that only itself references is dropped');
select is(tests.error_of($$select platform.drop_table(57, 'lists')$$), 'no error', 'and then the other');
select is_empty('select * from platform.verify_app(57)', 'the app is sound');

select * from finish();
rollback;
