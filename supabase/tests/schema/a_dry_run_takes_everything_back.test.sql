begin;
select plan(7);
select tests.cast();
select tests.act_as_role('service_role');

select is((platform.apply_schema(57, '{"tables": [{"name": "tasks", "renamed_from": "todos", "columns": [{"name": "text", "type": "jsonb"}]}]}', null, true, true)) -> 'dry_run', 'true', 'a dry run says so');
select is(tests.error_of($$select platform.apply_schema(57, '{"tables": [{"name": "todos", "columns": [{"name": "text", "type": "integer"}]}]}', null, true, true)$$), '22023 cast_failed', 'and finds what stands against the change');
select is(tests.planned(57, tests.spec_of(57)), '{}', 'the app is as it was');
select set_eq('select text from public.app_57_todos', array['of alice', 'of bob'], 'with its rows');
select is(platform.list_dropped(57), '[]', 'nothing is in the trash');
select is(platform.list_schema_changes(57) @> '[{"kind": "apply_schema"}]', false, 'nothing was recorded');
select is((platform.apply_schema(57, '{"tables": [{"name": "tasks", "renamed_from": "todos", "columns": [{"name": "text", "type": "jsonb"}]}]}', null, true)) #>> '{schema_change,kind}', 'apply_schema', 'without it all of that happens');

select * from finish();
rollback;
