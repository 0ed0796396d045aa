-- A plan lists as drift what changed in the database past the platform. SQL of the app that went through exec_sql is not drift.
begin;
select plan(8);
select tests.cast();
select tests.act_as_role('service_role');

select is(platform.plan_schema(57, tests.spec_of(57)) -> 'drift', '[]', 'a sound app has no drift');
select tests.act_as_owner();
select sandbox.run_as_app(57, 'alter table public.app_57_todos add column sneaked integer;
  alter table public.app_57_lists alter column text drop not null; create index app_57_posts_extra on public.app_57_posts (text);');
select tests.act_as_role('service_role');
select set_eq(
  $$select item ->> 'table' as name, item ->> 'column' as part, item ->> 'problem' as problem
    from jsonb_array_elements(platform.plan_schema(57, tests.spec_of(57)) -> 'drift') as element (item)$$,
  $$values ('todos', 'sneaked', 'column_unknown'), ('lists', 'text', 'column_changed'), ('posts', null, 'indexes_changed')$$,
  'the columns and indexes that changed past the platform are drift');
select is(
  tests.planned(57, '{"tables": [{"name": "todos",
    "columns": [{"name": "text", "type": "text", "required": true}]}]}') @> '{"drop_column todos.sneaked"}',
  true, 'a plan for a spec without the unknown column drops it');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}]}')),
  'no error', 'the spec without the unknown column is applied');
select is(jsonb_path_query_array(platform.plan_schema(57, tests.spec_of(57)) -> 'drift', '$[*] ? (@.table == "todos")'), '[]',
  'a table has no drift after its spec was applied');

select is(tests.exec_sql('alter table app_57_news add column more text; create index app_57_news_more on app_57_news (more)'), 'done',
  'exec_sql adds a column and an index to a table');
select is(jsonb_path_query_array(platform.plan_schema(57, tests.spec_of(57)) -> 'drift', '$[*] ? (@.table == "news")'), '[]',
  'a table that was changed by exec_sql has no drift');
select tests.act_as_owner();
select sandbox.run_as_app(57, 'drop policy app_isolation on public.app_57_news');
select tests.act_as_role('service_role');
select is(platform.plan_schema(57, tests.spec_of(57)) -> 'drift' @> '[{"problem": "policy_missing"}]', true,
  'a finding of verify_app is drift');

select * from finish();
rollback;
