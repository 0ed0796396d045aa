-- A limit of a column is set where every value is within it. It can be changed and removed.
begin;
select plan(6);
select tests.cast();
select tests.act_as_role('service_role');

select is(
  tests.planned(57, tests.spec_of(57, '{"name": "todos",
    "columns": [{"name": "text", "type": "text", "required": true, "max_length": 7}]}')),
  '{"add_limit todos.text"}', 'a new limit is planned as add_limit');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos",
    "columns": [{"name": "text", "type": "text", "required": true, "max_length": 7}]}')),
  '23514 limit_violated', 'a limit that a value exceeds is refused');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos",
    "columns": [{"name": "text", "type": "text", "required": true, "max_length": 8}]}')),
  'no error', 'a limit that no value exceeds is set');
select is(
  tests.planned(57, tests.spec_of(57, '{"name": "todos",
    "columns": [{"name": "text", "type": "text", "required": true, "max_length": 9}]}')),
  '{"change_limit todos.text"}', 'a different limit is planned as change_limit');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}]}'), false),
  'no error', 'the limit is removed, which is not destructive');
select lives_ok('update public.app_57_todos set text = repeat($$x$$, 100)', 'the column takes a longer value once the limit is removed');

select * from finish();
rollback;
