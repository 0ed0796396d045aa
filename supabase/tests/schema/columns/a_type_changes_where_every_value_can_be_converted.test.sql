-- The type of a column changes where every value can be converted.
begin;
select plan(7);
select tests.cast();
select tests.act_as_role('service_role');

select is(tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "integer", "required": true}]}')),
  '{"change_type todos.text"}', 'a change of type is planned as change_type');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "integer", "required": true}]}')),
  '22023 cast_failed', 'text that is not a number is not converted to integer');
select throws_like(
  $$select platform.apply_schema(57, tests.spec_of(57, '{"name": "todos",
    "columns": [{"name": "text", "type": "integer", "required": true}]}'))$$,
  (select '%' || id || '%' from public.app_57_todos where text = 'of alice'), 'the message names a row that cannot be converted');
select set_eq('select text from public.app_57_todos', array['of alice', 'of bob'], 'the refused change leaves the values unchanged');
update public.app_57_todos set text = case text when 'of alice' then '7' else '-1' end;
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "integer", "required": true}]}'), false),
  'no error', 'text that is a number is converted to integer, which is not destructive');
select set_eq('select text from public.app_57_todos', array[7, -1], 'the converted values are integers');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "uuid"}]}')),
  '22023 unsupported_type_change', 'a change from integer to uuid is not supported');

select * from finish();
rollback;
