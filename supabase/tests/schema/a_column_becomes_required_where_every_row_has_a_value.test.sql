begin;
select plan(8);
select tests.cast();
select tests.act_as_role('service_role');

select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "place", "type": "text"}]}')));
update public.app_57_todos set place = 'home', updated_at = '2020-01-01' where text = 'of alice';
create temporary table before on commit drop as select id, updated_at from public.app_57_todos;
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "place", "type": "text", "required": true}]}')),
  '23502 rows_without_value', 'a row without a value refuses it');
select throws_like($$select platform.apply_schema(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "place", "type": "text", "required": true}]}'))$$,
  (select '%' || id || '%' from public.app_57_todos where text = 'of bob'), 'the message names it');
select is(tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "place", "type": "text", "required": true, "default": "away"}]}')),
  '{"fill todos.place","set_default todos.place","set_required todos.place"}', 'with a default it is filled');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "place", "type": "text", "required": true, "default": "away"}]}'), false),
  'no error', 'and nothing refuses it');
select set_eq('select place from public.app_57_todos', array['home', 'away'], 'whoever had a value keeps it');
select is_empty('select id, updated_at from public.app_57_todos except select * from before', 'no row was edited');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "place", "type": "text"}]}'), false), 'no error', 'it becomes optional again');
select is(platform.describe_table(57, 'todos') #> '{columns,1}', '{"name": "place", "type": "text"}', 'without its default');

select * from finish();
rollback;
