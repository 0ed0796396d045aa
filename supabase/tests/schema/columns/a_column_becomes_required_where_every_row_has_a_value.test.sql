-- A column becomes required where every row has a value. A default fills the rows that have none.
begin;
select plan(8);
select tests.cast();
select tests.act_as_role('service_role');

select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
  {"name": "place", "type": "text"}]}')));
update public.app_57_todos set place = 'home', updated_at = '2020-01-01' where text = 'of alice';
create temporary table before on commit drop as select id, updated_at from public.app_57_todos;
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "place", "type": "text", "required": true}]}')),
  '23502 rows_without_value', 'a column without a value in some row does not become required');
select throws_like(
  $$select platform.apply_schema(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "place", "type": "text", "required": true}]}'))$$,
  (select '%' || id || '%' from public.app_57_todos where text = 'of bob'), 'the message names the row without a value');
select is(
  tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "place", "type": "text", "required": true, "default": "away"}]}')),
  '{"fill todos.place","set_default todos.place","set_required todos.place"}',
  'a plan with a default fills the column before it becomes required');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "place", "type": "text", "required": true, "default": "away"}]}'), false),
  'no error', 'a column with a default becomes required, which is not destructive');
select set_eq('select place from public.app_57_todos', array['home', 'away'],
  'the row with a value keeps it, and the other row gets the default');
select is_empty('select id, updated_at from public.app_57_todos except select * from before',
  'filling the column leaves the id and updated_at of every row unchanged');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "place", "type": "text"}]}'), false),
  'no error', 'the column becomes optional again, which is not destructive');
select is(platform.describe_table(57, 'todos') #> '{columns,1}', '{"name": "place", "type": "text"}',
  'the optional column has no default any more');

select * from finish();
rollback;
