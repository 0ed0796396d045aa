begin;
select plan(5);
select tests.cast();
select tests.act_as_role('service_role');

select is(tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}], "indexes": [{"columns": ["text", "created_at"]}]}')), '{"add_index todos"}', 'an index is made');
select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}], "indexes": [{"columns": ["text", "created_at"]}]}')));
select is(platform.describe_table(57, 'todos') -> 'indexes', '[{"columns": ["text", "created_at"]}]', 'it is there');
select is(tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}], "indexes": [{"columns": ["text", "created_at"]}, {"columns": ["created_at"]}]}')), '{"add_index todos"}',
  'one on a part of its columns is another');
select is(tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}], "indexes": [{"columns": ["created_at", "text"]}]}')), '{"drop_index todos","add_index todos"}',
  'one in another order is another');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}], "indexes": [{"columns": ["nothing"]}]}')), '22023 unknown_column', 'an index needs its columns');

select * from finish();
rollback;
