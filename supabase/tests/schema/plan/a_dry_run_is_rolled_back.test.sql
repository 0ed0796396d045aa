-- A dry run of apply_schema tries the whole change on the rows, reports what prevents it, and is rolled back.
begin;
select plan(7);
select tests.cast();
select tests.act_as_role('service_role');

select is(
  (platform.apply_schema(57, '{"tables": [{"name": "tasks", "renamed_from": "todos",
    "columns": [{"name": "text", "type": "jsonb"}]}]}', null, true, true)) -> 'dry_run',
  'true', 'the result of a dry run says that it is one');
select is(
  tests.error_of($$select platform.apply_schema(57, '{"tables": [{"name": "todos",
    "columns": [{"name": "text", "type": "integer"}]}]}', null, true, true)$$),
  '22023 cast_failed', 'a dry run reports a value that prevents the change');
select is(tests.planned(57, tests.spec_of(57)), '{}', 'a plan for the current schema is empty after the dry runs');
select set_eq('select text from public.app_57_todos', array['of alice', 'of bob'], 'the rows are unchanged after the dry runs');
select is(platform.list_dropped(57), '[]', 'the trash is empty after the dry runs');
select is(platform.list_schema_changes(57) -> 'schema_changes' @> '[{"kind": "apply_schema"}]',
  false, 'the dry runs are not recorded as schema changes');
select is(
  (platform.apply_schema(57, '{"tables": [{"name": "tasks", "renamed_from": "todos",
    "columns": [{"name": "text", "type": "jsonb"}]}]}', null, true)) #>> '{schema_change,kind}',
  'apply_schema', 'the same change is applied and recorded without dry_run');

select * from finish();
rollback;
