begin;
select plan(8);
select tests.cast();
select tests.act_as_role('service_role');
select tests.must_exec('create table app_57_imported (id uuid primary key)');
create function pg_temp.problems(problems jsonb) returns text language sql as $$
  select string_agg(problem ->> 'path' || ' ' || (problem ->> 'reason'), '|') from jsonb_array_elements(problems) as problem
$$;
create function pg_temp.referring_to(target text) returns jsonb language sql as $$
  select jsonb_build_object('name', 'parts', 'columns', jsonb_build_array(
    jsonb_build_object('name', 'a_id', 'type', 'uuid', 'references', jsonb_build_object('table', target))))
$$;
create function pg_temp.alone(target text) returns jsonb language sql as $$
  select jsonb_build_object('tables', jsonb_build_array(pg_temp.referring_to(target)))
$$;

select is(
  pg_temp.problems(platform.validate_schema(pg_temp.alone('imported'))), 'tables[0].columns[0].references.table unknown_table',
  'without an app, a whole-app spec knows only its own tables');
select is(
  platform.validate_schema(pg_temp.alone('imported'), app_id => 57), '[]',
  'with an app, a whole-app spec may reference a table of raw DDL');
select is(
  pg_temp.problems(platform.validate_schema(pg_temp.alone('todos'), app_id => 57)),
  'tables[0].columns[0].references.table unknown_table',
  'a whole-app spec may not reference a table that it would drop');
select is(
  platform.validate_table(pg_temp.referring_to('todos'), app_id => 57), '[]', 'the spec of one table may reference every table of the app');
select is(
  pg_temp.problems(platform.validate_table(pg_temp.referring_to('todos'))), 'columns[0].references.table unknown_table',
  'without an app, the spec of one table knows only itself');
select is(
  pg_temp.problems(platform.validate_table(pg_temp.referring_to('imported'), app_id => 58)), 'columns[0].references.table unknown_table',
  'a table of app 57 is unknown to app 58');
select is(
  tests.error_of('select platform.validate_schema(''{}'', app_id => 9000000002)'), 'PT404 app_not_found',
  'validate_schema refuses an app that does not exist');
select is(
  tests.error_of('select platform.validate_table(''{}'', app_id => 9000000002)'), 'PT404 app_not_found',
  'validate_table refuses an app that does not exist');

select * from finish();
rollback;
