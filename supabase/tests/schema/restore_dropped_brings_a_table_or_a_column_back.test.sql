begin;
select plan(12);
select tests.cast();
select tests.act_as_role('service_role');

select set_config('tests.lists', platform.drop_table(57, 'lists') ->> 'dropped_id', true);
select platform.alter_table(57, '{"name": "todos", "columns": [{"name": "more", "type": "text"}]}', true);
select is(jsonb_path_query_array(platform.list_dropped(57), '$[*].table'), '["todos", "lists"]', 'the trash is listed, the newest first');
select is(platform.list_dropped(57) #>> '{0,column}', 'text', 'a column by its name');
select is(tests.error_of('select platform.restore_dropped(57, 999999)'), 'PT404 dropped_not_found', 'what is not in the trash is not restored');
select is(tests.error_of(format('select platform.restore_dropped(58, %s)', current_setting('tests.lists'))), 'PT404 dropped_not_found', 'nor what is another app''s');
select platform.create_table(57, '{"name": "lists", "columns": [{"name": "a", "type": "text"}]}');
select is(tests.error_of(format('select platform.restore_dropped(57, %s)', current_setting('tests.lists'))), 'PT409 table_exists', 'nor over another table of its name');
select platform.drop_table(57, 'lists');
select is(tests.error_of(format('select platform.restore_dropped(57, %s)', current_setting('tests.lists'))), 'no error', 'without that it comes back');
select set_eq('select text from public.app_57_lists', array['of alice', 'of bob'], 'with its rows');
select is(platform.describe_table(57, 'lists') ->> 'scope', 'shared', 'and its scope');
select tests.act_as('alice');
select is((select count(*) from public.app_57_lists), 2::bigint, 'which members have again');
select tests.act_as_role('service_role');
select is(tests.error_of(format('select platform.restore_dropped(57, %s)', platform.list_dropped(57) #>> '{1,id}')), 'no error', 'a column comes back');
select set_eq('select text from public.app_57_todos', array['of alice', 'of bob'], 'with its values');
select is_empty('select * from platform.verify_app(57)', 'the app is sound');

select * from finish();
rollback;
