-- A column that a view shows keeps its type and is not dropped until the view is, and neither is its table.
begin;
select plan(7);
select tests.cast();
select tests.act_as_role('service_role');

select tests.must_exec('create view app_57_texts as select text from app_57_todos');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "jsonb"}]}')),
  'PT409 object_in_use', 'the type of a column that a view shows is not changed');
select throws_like(
  $$select platform.apply_schema(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "jsonb"}]}'))$$,
  '%app_57%', 'the message names an object of the app');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "other", "type": "text"}]}')),
  'PT409 object_in_use', 'a column that a view shows is not dropped');
select is(tests.error_of($$select platform.drop_table(57, 'todos')$$), '2BP01 table_in_use', 'a table that a view shows is not dropped');
select is(tests.planned(57, tests.spec_of(57)), '{}', 'a plan for the current schema is empty after the refusals');
select tests.must_exec('drop view app_57_texts');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "other", "type": "text"}]}')), 'no error',
  'the column is dropped once the view is gone');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
