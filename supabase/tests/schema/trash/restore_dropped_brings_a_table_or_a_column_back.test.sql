-- restore_dropped restores a table with its rows and scope, and a column with its values, but never over an existing table.
begin;
select plan(16);
select tests.cast();
select tests.act_as_role('service_role');

select set_config('tests.lists', platform.drop_table(57, 'lists') ->> 'dropped_id', true);
select platform.alter_table(57, '{"name": "todos", "columns": [{"name": "more", "type": "text"}]}', true);
select is(jsonb_path_query_array(platform.list_dropped(57), '$[*].table'), '["todos", "lists"]', 'list_dropped lists the newest first');
select is(platform.list_dropped(57) #>> '{1,rows}', '2', 'list_dropped counts the rows of a small table without statistics');
select is(platform.list_dropped(57) #>> '{0,column}', 'text', 'list_dropped returns the name of a dropped column');
select is(tests.error_of('select platform.restore_dropped(57, 999999)'), 'PT404 dropped_not_found',
  'an id that is not in the trash is not found');
select is(tests.error_of(format('select platform.restore_dropped(58, %s)', current_setting('tests.lists'))), 'PT404 dropped_not_found',
  'a table that 57 dropped is not found in 58');
select platform.create_table(57, '{"name": "lists", "columns": [{"name": "a", "type": "text"}]}');
select is(tests.error_of(format('select platform.restore_dropped(57, %s)', current_setting('tests.lists'))), 'PT409 table_exists',
  'a table is not restored over another table with the same name');
select platform.drop_table(57, 'lists');
select is(tests.error_of(format('select platform.restore_dropped(57, %s)', current_setting('tests.lists'))), 'no error',
  'a table is restored once its name is free');
select set_eq('select text from public.app_57_lists', array['of alice', 'of bob'], 'the restored table has its rows');
select is(platform.describe_table(57, 'lists') ->> 'scope', 'shared', 'the restored table has its scope');
select tests.act_as('alice');
select is((select count(*) from public.app_57_lists), 2::bigint, 'alice reads the rows of the restored table');
select tests.act_as_role('service_role');
select is(tests.error_of(format('select platform.restore_dropped(57, %s)', platform.list_dropped(57) #>> '{1,id}')), 'no error',
  'a column is restored');
select set_eq('select text from public.app_57_todos', array['of alice', 'of bob'], 'the restored column has its values');
select platform.alter_table(57, '{"name": "news", "columns": [{"name": "more", "type": "text"}]}', true);
insert into public.app_57_news (user_id, more) values (tests.user_id('alice'), 'newer');
select is(tests.error_of(format('select platform.restore_dropped(57, %s)', platform.list_dropped(57) #>> '{0,id}')), 'no error',
  'a required column is restored over rows without a value');
select set_eq('select text from public.app_57_news', array['of alice', 'of bob', null],
  'the restored column has its former values and no value in the new row');
select is(platform.describe_table(57, 'news') #> '{columns,1}', '{"name": "text", "type": "text"}',
  'the restored column is no longer required');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
