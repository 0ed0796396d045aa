begin;
select plan(13);
select tests.cast();
select tests.act_as_role('service_role');

select is(tests.planned(57, tests.spec_of(57, '{"name": "notes", "columns": [{"name": "text", "type": "text"}]}')), '{create_table notes}', 'a new table is created');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "notes", "columns": [{"name": "text", "type": "text"}]}'), false), 'no error', 'which takes nothing away');
select is(platform.describe_table(57, 'notes') ->> 'scope', 'private', 'it is there, private where nothing is said');

select is(tests.planned(57, tests.spec_of(57, '{"name": "tasks", "renamed_from": "todos", "columns": [{"name": "text", "type": "text", "required": true}]}')),
  '{"rename_table tasks","set_display_name tasks"}', 'a stated rename is one');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "tasks", "renamed_from": "todos", "columns": [{"name": "text", "type": "text", "required": true}]}'), false), 'no error',
  'which takes nothing away');
select is((select count(*) from public.app_57_tasks), 2::bigint, 'its rows are there');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "chores", "renamed_from": "nothing", "columns": [{"name": "text", "type": "text"}]}')), '22023 rename_source_missing',
  'what is not there is not renamed');

select is(tests.planned(57, tests.spec_of(57) #- '{tables,0}'), '{"drop_table lists"}', 'a table that the spec leaves out is dropped');
select is(tests.apply_error(57, tests.spec_of(57) #- '{tables,0}'), 'no error', 'where that is allowed');
select is(tests.error_of($$select platform.describe_table(57, 'lists')$$), 'PT404 table_not_found', 'it is gone');
select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "posts", "columns": [{"name": "text", "type": "text"}, {"name": "news_id", "type": "uuid", "references": {"table": "news"}}]}')));
select is(tests.apply_error(57, jsonb_set(tests.spec_of(57), '{tables}', '[{"name": "posts", "columns": [{"name": "text", "type": "text"}]}]')), 'no error', 'a table is dropped together with the column that refers to it');
select is(tests.error_of('select platform.rollback_schema_change(57)'), 'no error', 'and both come back');
select is_empty('select * from platform.verify_app(57)', 'the app is sound');

select * from finish();
rollback;
