-- A dropped column is restored only to the table that it was dropped from, not to another table that has its name by now.
begin;
select plan(9);
select tests.cast();
select tests.act_as_role('service_role');
create function pg_temp.table_of(columns jsonb) returns jsonb language sql as $$
  select jsonb_build_object('name', 'pages', 'columns', columns) $$;
create function pg_temp.column_in_trash() returns bigint language sql as $$
  select (jsonb_path_query_first(platform.list_dropped(57), '$[*] ? (@.column == "body").id') #>> '{}')::bigint $$;

select platform.create_table(57, pg_temp.table_of('[{"name": "title", "type": "text"}, {"name": "body", "type": "text"}]'));
select platform.alter_table(57, pg_temp.table_of('[{"name": "title", "type": "text"}]'), true);
select set_config('tests.column', pg_temp.column_in_trash()::text, true);
select isnt(current_setting('tests.column'), '', 'the dropped column is in the trash');
select set_config('tests.table', platform.drop_table(57, 'pages') ->> 'dropped_id', true);
select is(pg_temp.column_in_trash(), null, 'the dropped column is not listed while its table is in the trash');
select platform.create_table(57, pg_temp.table_of('[{"name": "title", "type": "text"}]'));
select is(tests.error_of(format('select platform.restore_dropped(57, %s)', current_setting('tests.column'))), 'PT404 table_not_found',
  'the column is not restored to another table with the same name');
select is(jsonb_array_length(platform.describe_table(57, 'pages') -> 'columns'), 1, 'the other table still has only its own column');
select is(tests.error_of($$select platform.drop_table(57, 'pages')$$), 'no error', 'the other table is dropped');
select platform.restore_dropped(57, current_setting('tests.table')::bigint);
select is(pg_temp.column_in_trash(), current_setting('tests.column')::bigint, 'the column is listed again once its own table is restored');
select is(tests.error_of(format('select platform.restore_dropped(57, %s)', current_setting('tests.column'))), 'no error',
  'the column is restored to its own table');

select platform.alter_table(57, pg_temp.table_of('[{"name": "title", "type": "text"}]'), true);
select set_config('tests.column', pg_temp.column_in_trash()::text, true);
select tests.must_exec('drop table app_57_pages');
select platform.create_table(57, pg_temp.table_of('[{"name": "title", "type": "text"}]'));
select is(pg_temp.column_in_trash(), null, 'the column of a table that SQL dropped is not listed');
select is(tests.error_of(format('select platform.restore_dropped(57, %s)', current_setting('tests.column'))), 'PT404 table_not_found',
  'the column of a table that SQL dropped is not restored to another table with the same name');

select * from finish();
rollback;
