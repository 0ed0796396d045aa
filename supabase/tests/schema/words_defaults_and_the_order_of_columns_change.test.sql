begin;
select plan(6);
select tests.cast();
select tests.act_as_role('service_role');

select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "place", "type": "text"}]}')));
select is(tests.planned(57, tests.spec_of(57, '{"name": "todos", "display_name": "Things", "description": "it''s \\", "columns": [{"name": "place", "type": "text", "description": "where"}, {"name": "text", "type": "text", "required": true, "default": "it''s"}]}')) @>
  '{"set_column_order todos","set_default todos.text","set_display_name todos","set_description todos","set_description todos.place"}', true, 'each is planned');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "display_name": "Things", "description": "it''s \\", "columns": [{"name": "place", "type": "text", "description": "where"}, {"name": "text", "type": "text", "required": true, "default": "it''s"}]}'), false), 'no error', 'and made');
select is(platform.describe_table(57, 'todos') - 'full_name',
  '{"name": "todos", "scope": "private", "display_name": "Things", "description": "it''s \\", "columns": [{"name": "place", "type": "text", "description": "where"}, {"name": "text", "type": "text", "required": true, "default": "it''s"}]}', 'as it was said');
select is(tests.planned(57, tests.spec_of(57)), '{}', 'nothing is left to do');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "default": 7}]}')), '22023 invalid_default', 'a default is of the type');
select platform.rollback_schema_change(57);
select is(platform.describe_table(57, 'todos') -> 'columns', '[{"name": "text", "type": "text", "required": true}, {"name": "place", "type": "text"}]', 'undone, the order is the former');

select * from finish();
rollback;
