-- Tables are created, renamed and dropped. Only dropping one is destructive.
begin;
select plan(13);
select tests.cast();
select tests.act_as_role('service_role');

select is(tests.planned(57, tests.spec_of(57, '{"name": "notes", "columns": [{"name": "text", "type": "text"}]}')), '{create_table notes}',
  'a new table is planned as create_table');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "notes", "columns": [{"name": "text", "type": "text"}]}'), false), 'no error',
  'creating a table is not destructive');
select is(platform.describe_table(57, 'notes') ->> 'scope', 'private', 'a new table without a scope is private');

select is(
  tests.planned(57, tests.spec_of(57, '{"name": "tasks", "renamed_from": "todos",
    "columns": [{"name": "text", "type": "text", "required": true}]}')),
  '{"rename_table tasks","set_display_name tasks"}', 'a table with renamed_from is planned as rename_table');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "tasks", "renamed_from": "todos",
    "columns": [{"name": "text", "type": "text", "required": true}]}'), false),
  'no error', 'renaming a table is not destructive');
select is((select count(*) from public.app_57_tasks), 2::bigint, 'the renamed table keeps its rows');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "chores", "renamed_from": "nothing", "columns": [{"name": "text", "type": "text"}]}')),
  '22023 rename_source_missing', 'a table that does not exist is not renamed');

select is(tests.planned(57, tests.spec_of(57) #- '{tables,0}'), '{"drop_table lists"}',
  'a table that the spec omits is planned as drop_table');
select is(tests.apply_error(57, tests.spec_of(57) #- '{tables,0}'), 'no error',
  'a table that the spec omits is dropped with allow_destructive');
select is(tests.error_of($$select platform.describe_table(57, 'lists')$$), 'PT404 table_not_found', 'the dropped table is not found');
select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "posts", "columns": [{"name": "text", "type": "text"},
  {"name": "news_id", "type": "uuid", "references": {"table": "news"}}]}')));
select is(
  tests.apply_error(57, jsonb_set(tests.spec_of(57), '{tables}', '[{"name": "posts", "columns": [{"name": "text", "type": "text"}]}]')),
  'no error', 'a table is dropped together with the column that references it');
select is(tests.error_of('select platform.rollback_schema_change(57)'), 'no error', 'the drop of the table and the column is rolled back');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
