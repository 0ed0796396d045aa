-- TRASH-3: what was saved of the columns of a purged table goes with it, whatever its age, and never comes back to another table.
begin;
select plan(8);
select tests.cast();

-- A column of todos is dropped, then todos; the column is noted as the younger of the two. A column of lists is as old as todos.
create function pg_temp.spec(name text, scope text) returns jsonb language sql as $$
  select jsonb_build_object('name', name, 'scope', scope, 'columns', '[{"name": "other", "type": "text"}]'::jsonb)
$$;
select platform.alter_table(57, pg_temp.spec('todos', 'private'), true);
select platform.alter_table(57, pg_temp.spec('lists', 'shared'), true);
select platform.drop_table(57, 'todos');
update platform.dropped_objects set created_at = now() - interval '40 days' where app_id = 57 and kind = 'table';
select set_config('tests.column', id::text, true) from platform.dropped_objects
where app_id = 57 and table_name = 'todos' and kind = 'column';
select is(
  (select count(*)::integer from platform.dropped_objects where app_id = 57 and parent_id is not null), 1,
  'what was saved of a column goes into the trash with its table');

select tests.act_as_role('service_role');
select is(platform.purge_dropped(57), '{"purged": 2, "remaining": 0}', 'a purged table takes along what was saved of its columns');
select is(platform.list_dropped(57) #>> '{0,table}', 'lists', 'a young column of a table that exists stays in the trash');
select is(jsonb_array_length(platform.list_dropped(57)), 1, 'nothing of the purged table stays in the trash');
select platform.create_table(57, pg_temp.spec('todos', 'private'));
select is(
  tests.error_of(format('select platform.restore_dropped(57, %s)', current_setting('tests.column'))),
  'PT404 dropped_not_found', 'a column of a purged table does not come back to another table of its name');
select is(
  tests.error_of(format('select platform.restore_dropped(57, %s)', platform.list_dropped(57) #>> '{0,id}')),
  'no error', 'a column of a table that exists comes back');
select tests.act_as_owner();
select is_empty($$
  select relname from pg_class where relnamespace = 'trash'::regnamespace and relkind = 'r' and starts_with(relname, 'app_57_')
$$, 'the trash holds no table of what was purged or restored');
select is_empty('select * from platform.verify_app(57)', 'the app is sound after a purge and a restore');

select * from finish();
rollback;
