-- Indexes are created and dropped to match a spec. Two indexes are the same if they have the same columns in the same order.
begin;
select plan(5);
select tests.cast();
select tests.act_as_role('service_role');

select is(
  tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}],
    "indexes": [{"columns": ["text", "created_at"]}]}')),
  '{"add_limit todos.text","add_index todos"}', 'a new index of a text is planned as add_index, after the limit of what it holds');
select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "todos",
  "columns": [{"name": "text", "type": "text", "required": true}],
  "indexes": [{"columns": ["text", "created_at"]}]}')));
select is(platform.describe_table(57, 'todos') -> 'indexes', '[{"columns": ["text", "created_at"]}]',
  'describe_table returns the new index');
select is(
  tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}],
    "indexes": [{"columns": ["text", "created_at"]}, {"columns": ["created_at"]}]}')),
  '{"add_index todos"}', 'an index over some of the columns is planned as another index');
select is(
  tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}],
    "indexes": [{"columns": ["created_at", "text"]}]}')),
  '{"drop_index todos","add_index todos"}', 'an index with the columns in another order replaces the existing one');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}],
    "indexes": [{"columns": ["nothing"]}]}')),
  '22023 unknown_column', 'an index over a column that does not exist is refused');

select * from finish();
rollback;
