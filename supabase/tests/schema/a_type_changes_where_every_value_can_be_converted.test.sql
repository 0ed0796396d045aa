begin;
select plan(7);
select tests.cast();
select tests.act_as_role('service_role');

select is(tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "integer", "required": true}]}')), '{"change_type todos.text"}', 'a change of type is planned');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "integer", "required": true}]}')), '22023 cast_failed', 'text that is no number refuses it');
select throws_like($$select platform.apply_schema(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "integer", "required": true}]}'))$$,
  (select '%' || id || '%' from public.app_57_todos where text = 'of alice'), 'the message names the row');
select set_eq('select text from public.app_57_todos', array['of alice', 'of bob'], 'nothing changed');
update public.app_57_todos set text = case text when 'of alice' then '7' else '-1' end;
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "integer", "required": true}]}'), false), 'no error', 'numbers do not');
select set_eq('select text from public.app_57_todos', array[7, -1], 'they are numbers now');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "uuid"}]}')), '22023 unsupported_type_change', 'a number never becomes a uuid');

select * from finish();
rollback;
