begin;
select plan(9);
select tests.cast();
select tests.act_as_role('service_role');

select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "list_id", "type": "uuid"}]}')));
update public.app_57_todos set list_id = gen_random_uuid() where text = 'of alice';
select set_config('tests.offending', '%' || id || '%', true) from public.app_57_todos where text = 'of alice';
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "list_id", "type": "uuid", "references": {"table": "lists"}}]}')),
  '23503 reference_violated', 'an id that is none refuses it');
select throws_like($$select platform.apply_schema(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "list_id", "type": "uuid", "references": {"table": "lists"}}]}'))$$,
  current_setting('tests.offending'), 'the message names the row');
update public.app_57_todos set list_id = (select id from public.app_57_lists limit 1);
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "list_id", "type": "uuid", "references": {"table": "lists"}}]}')), 'no error', 'ids of rows do not');
select is(platform.describe_table(57, 'todos') #>> '{columns,1,references,on_delete}', 'set_null', 'an optional one is emptied with its target');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "list_id", "type": "uuid", "references": {"table": "lists", "on_delete": "restrict"}}]}')), 'no error', 'what happens then can change');
select throws_ok('delete from public.app_57_lists', '23503', null, 'and does');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "list_id", "type": "uuid", "references": {"table": "elsewhere"}}]}')), '22023 unknown_table',
  'a reference stays within the app');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "list_id", "type": "uuid"}]}'), false), 'no error', 'the reference ends');
select lives_ok('delete from public.app_57_lists', 'and with it the rule');

select * from finish();
rollback;
