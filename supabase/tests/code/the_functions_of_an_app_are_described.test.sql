-- The functions of an app appear in its description, its types and its standards, and hold what they name.
begin;
select plan(16);
select tests.cast();
create function pg_temp.install(signature text, body text, options text default '') returns void language sql as $$
  select sandbox.run_function_ddl(57, format('create or replace function code.%s language plpgsql %s security definer '
    'set search_path = code, public, extensions, pg_temp set standard_conforming_strings = on as %L', signature, options, body))
$$;
select pg_temp.install('app_57_see(todo uuid, times integer default 1) returns integer', 'begin return times; end');
select pg_temp.install('app_57_find(wanted text) returns setof app_57_todos',
  'begin return query select * from app_57_todos where text = wanted; end', 'stable');
select pg_temp.install('app_57_totals(out todos bigint, out lists bigint)',
  'begin select count(*) into todos from app_57_todos; select count(*) into lists from app_57_lists; end');
select pg_temp.install('app_57_touch() returns trigger', 'begin new.text := lower(new.text); return new; end');
select sandbox.run_function_ddl(57, 'revoke execute on function code.app_57_see(uuid, integer) from anon');
select sandbox.run_function_ddl(57, 'comment on function code.app_57_see(uuid, integer) is ''Counts'' ');
select sandbox.run_as_app(57,
  'create trigger touch before insert on public.app_57_todos for each row execute function code.app_57_touch()');
select is(tests.findings(), 'sound', 'the app with functions and a trigger is sound');

select is(platform.describe_app(57) #> '{functions,1}', '{"name": "app_57_see", "arguments": "todo uuid, times integer DEFAULT 1",
  "result": "integer", "security": "invoker", "volatility": "volatile", "called_by": ["authenticated", "service_role"], "triggers": [],
  "description": "Counts"}', 'a function is described with its arguments and who may call it');
select is((platform.describe_app(57) #> '{functions,3}') - '{arguments,name,result,security,volatility}'::text[],
  '{"called_by": [], "triggers": ["app_57_todos.touch"]}', 'a trigger function is called only by its triggers');
select is(
  platform.plan_schema(57, tests.spec_of(57) || jsonb_build_object('functions', platform.describe_app(57) -> 'functions')) -> 'operations',
  '[]', 'the description is a plan without operations');
create temp table answer as select platform.typescript_types(57) as types, platform.app_standards(57) as standards;
select ok(types like '%app_57_see: { Args: { todo: string; times?: number }; Returns: number };%', 'the types have a scalar function')
from answer;
select ok(types like '%app_57_find: { Args: { wanted: string }; Returns: Tables<''app_57_todos''>[] };%', 'the types have a set of rows')
from answer;
select ok(types like '%app_57_totals: { Args: never; Returns: { todos: number; lists: number } };%', 'the types have output arguments')
from answer;
select ok(types not like '%app_57_touch%' and standards not like '%app_57_touch%', 'a trigger function cannot be called') from answer;
select ok(standards like '%- `app_57_see(todo uuid, times integer DEFAULT 1) returns integer`, for members, keys. “Counts”%',
  'the standards list a function') from answer;
select ok(standards not like '%“”%', 'the standards quote no description of a function that has none') from answer;

select is(tests.error_of($$select platform.drop_table(57, 'lists')$$), 'PT409 object_in_use',
  'a table that a function names is not dropped');
select is(tests.apply_error(57, replace(tests.spec_of(57, platform.describe_table(57, 'lists') - 'full_name'
  || '{"name": "piles", "renamed_from": "lists"}')::text, '"table": "lists"', '"table": "piles"')::jsonb),
  'PT409 object_in_use', 'a table that a function names is not renamed');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "done", "type": "boolean"}]}')),
  'PT409 object_in_use', 'a column that a function names is not dropped');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "news", "columns": [{"name": "title", "type": "text"}]}')),
  'no error', 'a column that no function names is dropped');
select sandbox.run_function_ddl(57, 'drop function code.app_57_totals()');
select lives_ok($$select platform.drop_table(57, 'lists')$$, 'the table is dropped after the function');
select is(tests.findings(), 'sound', 'the app is still sound');

select * from finish();
rollback;
