-- Display names, descriptions, defaults and the order of columns change to match a spec.
begin;
select plan(6);
select tests.cast();
select tests.act_as_role('service_role');

select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
  {"name": "place", "type": "text"}]}')));
select is(
  tests.planned(57, tests.spec_of(57, '{"name": "todos", "display_name": "Things", "description": "it''s \\",
    "columns": [{"name": "place", "type": "text", "description": "where"},
    {"name": "text", "type": "text", "required": true, "default": "it''s"}]}')) @>
    '{"set_column_order todos","set_default todos.text","set_display_name todos","set_description todos","set_description todos.place"}',
  true, 'the plan contains the order, the default, the display name and both descriptions');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "display_name": "Things", "description": "it''s \\",
    "columns": [{"name": "place", "type": "text", "description": "where"},
    {"name": "text", "type": "text", "required": true, "default": "it''s"}]}'), false),
  'no error', 'changing the order, the default and the descriptions is not destructive');
select is(
  platform.describe_table(57, 'todos') - 'full_name',
  '{"name": "todos", "scope": "private", "display_name": "Things", "description": "it''s \\",
    "columns": [{"name": "place", "type": "text", "description": "where"},
    {"name": "text", "type": "text", "required": true, "default": "it''s"}]}', 'describe_table returns the changed table');
select is(tests.planned(57, tests.spec_of(57)), '{}', 'a plan for the changed schema is empty');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "default": 7}]}')),
  '22023 invalid_default', 'a default of another type is refused');
select platform.rollback_schema_change(57);
select is(
  platform.describe_table(57, 'todos') -> 'columns',
  '[{"name": "text", "type": "text", "required": true}, {"name": "place", "type": "text"}]',
  'a rollback restores the former columns in their former order');

select * from finish();
rollback;
