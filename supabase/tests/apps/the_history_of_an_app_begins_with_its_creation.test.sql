-- create_app is version 1 of an app's schema, with or without tables, and no rollback undoes it.
begin;
select plan(12);
select tests.act_as_role('service_role');

create function pg_temp.history(app_id bigint) returns jsonb language sql as $$
  select platform.list_schema_changes(app_id) -> 'schema_changes'
$$;
select platform.create_app('Empty', 9000000011);
select platform.create_app('Full', 9000000012, tables => '[{"name": "todos", "columns": [{"name": "text", "type": "text"}]}]');
select is(
  (pg_temp.history(9000000011) -> 0) - '{id,created_at,actor}'::text[],
  '{"app_id": 9000000011, "version": 1, "kind": "create_app", "rolled_back": false, "operations": []}',
  'the history of an app without tables begins with its creation');
select is(jsonb_array_length(pg_temp.history(9000000011)), 1, 'the creation of an app is one schema change');
select is(
  jsonb_path_query_array(pg_temp.history(9000000012), '$[*].version'), '[1]', 'an app with tables starts at version 1');
select is(pg_temp.history(9000000012) #>> '{0,kind}', 'create_app', 'version 1 is of the kind create_app');
select is(
  pg_temp.history(9000000012) #>> '{0,operations,0,op}', 'create_table', 'version 1 lists the tables that create_app created');

select set_config('tests.creation', pg_temp.history(9000000012) #>> '{0,id}', true);
select is(
  tests.error_of(format('select platform.rollback_schema_change(9000000012, %s)', current_setting('tests.creation'))),
  'PT409 creation_not_undoable', 'the creation of an app is not rolled back');
select is(
  tests.error_of('select platform.rollback_schema_change(9000000012)'),
  'PT404 schema_change_not_found', 'an app that was only created has no newest change to roll back');
select platform.alter_table(
  9000000012, '{"name": "todos", "columns": [{"name": "text", "type": "text"}, {"name": "more", "type": "text"}]}');
select is(pg_temp.history(9000000012) #>> '{0,version}', '2', 'the first change after the creation is version 2');
select is(
  tests.error_of(format('select platform.rollback_schema_change(9000000012, %s)', current_setting('tests.creation'))),
  'PT409 creation_not_undoable', 'the creation of an app is not rolled back after a later change either');
select is(tests.error_of('select platform.rollback_schema_change(9000000012)'), 'no error', 'a change after the creation is rolled back');
select is(
  tests.error_of('select platform.rollback_schema_change(9000000012)'),
  'PT404 schema_change_not_found', 'a rollback of every change leaves the creation in place');
select is(
  jsonb_array_length(platform.describe_table(9000000012, 'todos') -> 'columns'), 1,
  'a refused rollback leaves the tables of the app alone');

select * from finish();
rollback;
