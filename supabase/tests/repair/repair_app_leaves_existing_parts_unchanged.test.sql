-- repair_app adds what is missing and leaves existing parts unchanged, even if another state is desired.
begin;
select plan(9);
select tests.cast();
select sandbox.run_as_app(57, 'alter table public.app_57_todos add column own integer default 7');
select sandbox.run_as_app(57, 'create index app_57_todos_own on public.app_57_todos (own)');
select tests.must_exec('create policy readers on app_57_lists for select to authenticated using (true)');

select is(
  platform.repair_app(57, '{"tables": [{"name": "todos", "scope": "shared", "columns": [{"name": "text", "type": "integer"},
    {"name": "done", "type": "boolean", "default": false}]}]}'),
  '{"steps": ["added column app_57_todos.done"]}', 'a missing column is added');
select is(
  (platform.describe_table(57, 'todos') -> 'columns'),
  '[{"name": "text", "type": "text", "required": true}, {"name": "own", "type": "integer", "default": 7},
    {"name": "done", "type": "boolean", "default": false}]', 'a column of another type and a column that is not desired are unchanged');
select is(platform.describe_table(57, 'todos') ->> 'scope', 'private', 'the scope is unchanged');
select has_index('public', 'app_57_todos', 'app_57_todos_own', array['own'], 'an index that is not desired remains');
select is((select array_agg(text || ' ' || done order by text) from public.app_57_todos), '{"of alice false","of bob false"}',
  'the rows remain and have the new column');
select isnt_empty($$select * from pg_policies where tablename = 'app_57_lists' and policyname = 'readers'$$, 'a policy of the app remains');
select is((select array_agg(name order by name) from platform.app_tables where app_id = 57), '{lists,news,posts,todos,users}',
  'tables that are not desired remain');
select is(platform.repair_app(57), '{"steps": []}', 'a second run takes no step');
select is(
  tests.error_of($$select platform.repair_app(57, '{"tables": [{"name": "todos",
    "columns": [{"name": "needed", "type": "text", "required": true}]}]}')$$),
  '23502', 'a required column is not added to rows that have no value for it');

select * from finish();
rollback;
