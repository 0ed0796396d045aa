-- TRASH-4: what submitted SQL drops of a spec's table goes to the trash, with a row in the history, as if the platform had
-- dropped it; for everything else the statement does what PostgreSQL does.
begin;
select plan(79);
select tests.cast();
create function pg_temp.run(sql text, options jsonb default '{}') returns text language sql as $$
  select coalesce(answer ->> 'code' || ' ' || (answer ->> 'message'), 'done') from platform.exec_sql(57, sql, options) as answer
$$;
create function pg_temp.trash() returns text language sql as $$
  select coalesce(string_agg(concat_ws('.', item ->> 'table', item ->> 'column') || ' ' || (item ->> 'rows'), ', '
    order by (item ->> 'id')::bigint), 'empty')
  from jsonb_array_elements(platform.list_dropped(57)) as item
$$;
create function pg_temp.history() returns text language sql as $$
  select string_agg(kind, ' ' order by id) from platform.schema_changes where app_id = 57 and kind not in ('create_app', 'create_table')
$$;
create function pg_temp.restore(name text) returns text language sql as $$
  select tests.error_of(format('select platform.restore_dropped(57, %s)', item ->> 'id'))
  from jsonb_array_elements(platform.list_dropped(57)) as item where concat_ws('.', item ->> 'table', item ->> 'column') = name
$$;
analyze public.app_57_todos;
analyze public.app_57_lists;
savepoint start;

select is(pg_temp.run('drop table app_57_lists'), 'done', 'a table of a spec is dropped');
select is(pg_temp.trash(), 'lists 2', 'the table is in the trash');
select is(pg_temp.history(), 'drop_table', 'the history has the drop');
select is((select count(*)::integer from platform.audit_log where app_id = 57 and action in ('drop_table', 'exec_sql')), 2,
  'the audit log has both rows');
select is(to_regclass('public.app_57_lists'), null, 'the table no longer exists under its name');
select is_empty($$select from platform.app_tables where app_id = 57 and name = 'lists'$$, 'the registry does not have the table');
select is(pg_temp.run('drop table app_57_lists'), '42P01 table "app_57_lists" does not exist', 'a second drop is an error of PostgreSQL');
select is(pg_temp.run('drop table if exists app_57_lists, app_57_nothing cascade'), 'done', 'IF EXISTS skips what does not exist');
select is_empty('select * from platform.verify_shard()', 'the shard is sound, with its counts');
select is(pg_temp.restore('lists'), 'no error', 'the table is restored');
select set_eq('select text from public.app_57_lists', array['of alice', 'of bob'], 'the restored table has its rows');
select is_empty('select * from platform.verify_shard()', 'the shard is sound after the restore');
rollback to start;

select is(pg_temp.run('drop table app_57_lists'), 'done', 'the table is dropped again');
select lives_ok('select platform.rollback_schema_change(57)', 'the drop is rolled back');
select set_eq('select text from public.app_57_lists', array['of alice', 'of bob'], 'the table has its rows after the rollback');
rollback to start;

select is(pg_temp.run('drop table if exists app_57_lists cascade; create table app_57_lists (id serial primary key, n integer);
  insert into app_57_lists (n) values (1)'), 'done', 'a table is dropped and created again in one call');
select is(pg_temp.trash(), 'lists 2', 'the former table is in the trash');
select is((select scope from platform.app_tables where app_id = 57 and name = 'lists'), 'open', 'the new table has a scope of its own');
select is(pg_temp.restore('lists'), 'PT409 table_exists', 'the former table is not restored over the new one');
select is(pg_temp.run('alter table app_57_lists rename to app_57_numbers'), 'done', 'the new table gets another name');
select is(pg_temp.restore('lists'), 'no error', 'the former table is restored after that');
rollback to start;

select is(pg_temp.run('drop table app_57_lists', '{"dry_run": true}') || pg_temp.trash(), 'doneempty',
  'a dry run leaves nothing in the trash');
select matches(pg_temp.run('drop table app_57_lists; select 1 / 0'), '^22012', 'an error ends the call');
select is(pg_temp.trash() || (select count(*) from public.app_57_lists), 'empty2', 'the table remains after the error');
rollback to start;

select platform.create_table(57, '{"name": "items", "columns": [{"name": "list_id", "type": "uuid", "references": {"table": "lists"}}]}');
select is(pg_temp.run('create view app_57_v as select text from app_57_lists; create view app_57_w as select text from app_57_v;
  create table app_57_raw (list_id uuid references app_57_lists);
  create policy p on app_57_raw for select using (exists (select from app_57_lists))'), 'done', 'objects depend on the table');
select matches(pg_temp.run('drop table app_57_lists'), '^2BP01', 'a table in use is not dropped without CASCADE');
select matches(pg_temp.run('drop table app_57_lists restrict'), '^2BP01', 'a table in use is not dropped with RESTRICT');
select is(pg_temp.trash(), 'empty', 'the trash has nothing of a table in use');
select is(pg_temp.run('drop table app_57_lists cascade'), 'done', 'CASCADE drops the table');
select is(coalesce(to_regclass('public.app_57_v'), to_regclass('public.app_57_w')), null, 'CASCADE drops views');
select is_empty($$select from pg_policy where polname = 'p'$$, 'CASCADE drops policies of other tables');
select is_empty('select * from platform.verify_app(57)', 'the app is sound after CASCADE');
select lives_ok('select platform.rollback_schema_change(57)', 'the drop with CASCADE is rolled back');
select is(platform.describe_table(57, 'items') #>> '{columns,0,references,table}', 'lists', 'the rollback creates the reference again');
select is(pg_temp.run('drop table app_57_items, app_57_lists'), 'done', 'tables that reference each other are dropped together');
select is(pg_temp.trash(), 'items 0, lists 2', 'both tables are in the trash');
rollback to start;

select is(pg_temp.run('alter table app_57_todos drop column text, add column n integer;
    alter table app_57_lists drop column if exists "text" cascade'),
  'done', 'columns of tables of specs are dropped');
select is(pg_temp.trash(), 'todos.text 2, lists.text 2', 'the columns are in the trash');
select is(pg_temp.history(), 'alter_table alter_table', 'the history has both changes');
select is(pg_temp.run('alter table app_57_todos drop column if exists text, drop column if exists nothing'),
  'done', 'IF EXISTS skips missing columns');
select is(pg_temp.restore('todos.text'), 'no error', 'a column is restored');
select set_eq('select text from public.app_57_todos', array['of alice', 'of bob'], 'the restored column has its values');
select lives_ok('select platform.rollback_schema_change(57, (select max(id) from platform.schema_changes where app_id = 57))',
  'the restore is rolled back');
select is_empty('select * from platform.verify_shard()', 'the shard is sound in the end');
rollback to start;

select is(pg_temp.run('create type app_57_mood as enum (''good''); alter table app_57_todos add column mood app_57_mood default ''good'''),
  'done', 'a column of a type gets values');
select is(pg_temp.run('drop type app_57_mood'), '2BP01 cannot drop type app_57_mood because other objects depend on it',
  'a type in use is not dropped without CASCADE');
select is(pg_temp.run('drop type app_57_mood cascade'), 'done', 'a type is dropped with the column');
select is(pg_temp.trash(), 'todos.mood 2', 'the column that went with its type is in the trash');
rollback to start;

select is(pg_temp.run('alter table app_57_lists add column n serial, add column m integer generated always as identity;
  drop table app_57_lists;
  create table app_57_lists (n serial)'), 'done', 'a table with sequences is dropped and its name used again');
select is(pg_temp.run('drop table app_57_lists'), 'done', 'the new table is dropped');
select is(pg_temp.restore('lists'), 'no error', 'the table with sequences is restored');
select is(pg_temp.run('insert into app_57_lists (user_id, text) select id, ''new'' from app_57_users limit 1'), 'done',
  'the restored sequences go on');
select is_empty('select * from platform.verify_shard()', 'the shard is sound after the table with sequences came back');
rollback to start;

-- Words that ALTER COLUMN … DROP knows, too, are names of columns after DROP.
select platform.create_table(57,
  '{"name": "people", "columns": [{"name": "identity", "type": "text"}, {"name": "expression", "type": "text"}]}');
select is(pg_temp.run('alter table app_57_people drop identity, drop expression'), 'done',
  'columns called identity and expression are dropped');
select is(pg_temp.trash(), 'people.identity 0, people.expression 0', 'columns called identity and expression are in the trash');
rollback to start;

-- A table remains one of a spec under every name that the same call gives it.
select is(pg_temp.run('alter table app_57_lists rename to app_57_plans; drop table app_57_plans'), 'done',
  'a table is renamed and dropped in one call');
select is(pg_temp.trash(), 'plans 2', 'the table that was renamed before is in the trash');
select is_empty('select * from platform.verify_shard()', 'the shard is sound without the table that was renamed before');
select is(pg_temp.restore('plans'), 'no error', 'the table that was renamed before is restored');
select set_eq('select text from public.app_57_plans', array['of alice', 'of bob'], 'the table that was renamed before has its rows');
rollback to start;

select is(pg_temp.run('alter table app_57_lists rename to app_57_plans; create table app_57_lists (); drop table app_57_plans'), 'done',
  'a table is renamed, replaced and dropped in one call');
select is(pg_temp.trash(), 'plans 2', 'the replaced table is in the trash');
select is((select scope from platform.app_tables where app_id = 57 and name = 'lists'), 'open', 'the replacement has a scope of its own');
select is_empty('select * from platform.verify_shard()', 'the shard is sound with the replacement');
rollback to start;

select is(pg_temp.run('create table app_57_raw (n integer)'), 'done', 'a table of SQL is created');
select is(pg_temp.run('drop table app_57_raw; alter table app_57_lists rename to app_57_raw; alter table app_57_raw drop column text'),
  'done', 'a table of a spec takes the name of a dropped one and loses a column');
select is(pg_temp.trash(), 'raw.text 2', 'the column of the renamed table is in the trash');
select is_empty('select * from platform.verify_shard()', 'the shard is sound after a name was taken over');
rollback to start;

select is(pg_temp.run('alter table app_57_lists rename to app_57_t; alter table app_57_todos rename to app_57_lists;
  alter table app_57_t rename to app_57_todos; alter table app_57_todos drop column text'), 'done', 'two tables swap their names');
select is(pg_temp.trash(), 'todos.text 2', 'the column of the swapped table is in the trash');
select is((select string_agg(name || ' ' || scope, ', ' order by name) from platform.app_tables
  where app_id = 57 and name in ('lists', 'todos')), 'lists private, todos shared', 'both tables keep their scopes');
select is_empty('select * from platform.verify_shard()', 'the shard is sound after the swap');
rollback to start;

select is(pg_temp.run('alter table app_57_lists drop column text'), 'done', 'a column is dropped before a rename');
select is(pg_temp.run('alter table app_57_lists rename to app_57_plans'), 'done', 'its table is renamed in a later call');
select is(pg_temp.trash(), 'plans.text 2', 'the trash has the column under the new name of the table');
select is(pg_temp.restore('plans.text'), 'no error', 'the column is restored to the renamed table');
select set_eq('select text from public.app_57_plans', array['of alice', 'of bob'], 'the column of the renamed table has its values');
rollback to start;

-- What the statement does not drop stays out of the trash.
select is(pg_temp.run('alter table app_57_lists alter column text type varchar(99), alter column text drop not null;
  alter table app_57_lists add constraint c check (text <> ''''); alter table app_57_lists drop constraint c;
  drop view if exists app_57_v'),
  'done', 'other changes are made');
select is(pg_temp.trash(), 'empty', 'other changes put nothing into the trash');
select * from finish();
rollback;
