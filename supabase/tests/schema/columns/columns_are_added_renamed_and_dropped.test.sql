-- Columns are added, renamed and dropped. Only dropping one is destructive.
begin;
select plan(10);
select tests.cast();
select tests.act_as_role('service_role');

select is(
  tests.planned(57, tests.spec_of(57, '{"name": "todos",
    "columns": [{"name": "title", "renamed_from": "text", "type": "text", "required": true},
    {"name": "due", "type": "date", "default": "2026-01-01"}]}')),
  '{"rename_column todos.title","add_column todos.due"}', 'a plan distinguishes a renamed column from a new one');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos",
    "columns": [{"name": "title", "renamed_from": "text", "type": "text", "required": true},
    {"name": "due", "type": "date", "default": "2026-01-01"}]}'), false),
  'no error', 'renaming and adding a column is not destructive');
select set_eq('select title, due from public.app_57_todos', $$values ('of alice', date '2026-01-01'), ('of bob', '2026-01-01')$$,
  'the renamed column keeps its values, and the new column has its default');
select is(
  tests.planned(57, tests.spec_of(57, '{"name": "todos",
    "columns": [{"name": "title", "renamed_from": "text", "type": "text", "required": true},
    {"name": "due", "type": "date", "default": "2026-01-01"}]}')),
  '{}', 'a rename that was carried out is not planned again');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "words", "renamed_from": "nothing", "type": "text"}]}')),
  '22023 rename_source_missing', 'a column that does not exist is not renamed');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "a", "renamed_from": "title", "type": "text"},
    {"name": "b", "renamed_from": "title", "type": "text"}]}')),
  '22023 duplicate_name', 'a column is not renamed to two names');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "title", "type": "text", "required": true}]}'), false),
  'PT409 destructive_change', 'a column is not dropped without allow_destructive');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "title", "type": "text", "required": true}]}')),
  'no error', 'a column is dropped with allow_destructive');
select hasnt_column('public', 'app_57_todos', 'due', 'the dropped column no longer exists');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
