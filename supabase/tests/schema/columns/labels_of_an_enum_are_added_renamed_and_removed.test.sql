-- Labels of an enum are added, renamed and removed. A label that a row has is not removed.
begin;
select plan(9);
select tests.cast();
select tests.act_as_role('service_role');

select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
  {"name": "state", "type": "enum", "values": ["open", "it''s"]}]}')));
update public.app_57_todos set state = case text when 'of alice' then 'open' else 'it''s' end, updated_at = '2020-01-01';
create temporary table before on commit drop as select id, updated_at from public.app_57_todos;
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "state", "type": "enum", "values": ["open", "it''s", "new"]}]}'), false),
  'no error', 'a label is added, which is not destructive');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "state", "type": "enum", "values": ["open", "it''s"]}]}'), false),
  'no error', 'a label that no row has is removed, which is not destructive');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "state", "type": "enum", "values": ["open"]}]}')),
  '23514 value_in_use', 'a label that a row has is not removed');
select throws_like(
  $$select platform.apply_schema(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "state", "type": "enum", "values": ["open"]}]}'))$$,
  (select '%' || id || '%' from public.app_57_todos where text = 'of bob'), 'the message names the row that has the label');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "state", "type": "enum", "values": ["open", "\"done\""], "renamed_values": {"it''s": "\"done\""}}]}'), false),
  'no error', 'a label is renamed, which is not destructive');
select set_eq('select state from public.app_57_todos', array['open', '"done"'], 'the rows have the renamed label');
select is_empty('select id, updated_at from public.app_57_todos except select * from before',
  'renaming a label leaves the id and updated_at of every row unchanged');
select is(
  tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "state", "type": "enum", "values": ["open", "\"done\""], "renamed_values": {"it''s": "\"done\""}}]}')),
  '{}', 'a rename that was carried out is not planned again');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "state", "type": "enum", "values": ["open", "done"], "renamed_values": {"open": "done"}}]}')),
  '22023 invalid_value', 'a label that remains in values is not renamed');

select * from finish();
rollback;
