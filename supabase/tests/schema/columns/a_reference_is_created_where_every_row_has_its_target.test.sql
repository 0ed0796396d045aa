-- A reference is created where every row has its target. Its on_delete can be changed, and the reference can be removed.
begin;
select plan(9);
select tests.cast();
select tests.act_as_role('service_role');

select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
  {"name": "list_id", "type": "uuid"}]}')));
update public.app_57_todos set list_id = gen_random_uuid() where text = 'of alice';
select set_config('tests.offending', '%' || id || '%', true) from public.app_57_todos where text = 'of alice';
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "list_id", "type": "uuid", "references": {"table": "lists"}}]}')),
  '23503 reference_violated', 'a reference is not created where an id has no target');
select throws_like(
  $$select platform.apply_schema(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "list_id", "type": "uuid", "references": {"table": "lists"}}]}'))$$,
  current_setting('tests.offending'), 'the message names the row without a target');
update public.app_57_todos set list_id = (select id from public.app_57_lists limit 1);
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "list_id", "type": "uuid", "references": {"table": "lists"}}]}')),
  'no error', 'a reference is created where every id has a target');
select is(platform.describe_table(57, 'todos') #>> '{columns,1,references,on_delete}', 'set_null',
  'an optional reference gets the on_delete set_null');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "list_id", "type": "uuid", "references": {"table": "lists", "on_delete": "restrict"}}]}')),
  'no error', 'the on_delete of the reference changes to restrict');
select throws_ok('delete from public.app_57_lists', '23503', null, 'the restricting reference prevents deleting its targets');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "list_id", "type": "uuid", "references": {"table": "elsewhere"}}]}')),
  '22023 unknown_table', 'a reference to a table that the app does not have is refused');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "list_id", "type": "uuid"}]}'), false),
  'no error', 'the reference is removed, which is not destructive');
select lives_ok('delete from public.app_57_lists', 'the former targets can be deleted once the reference is removed');

select * from finish();
rollback;
