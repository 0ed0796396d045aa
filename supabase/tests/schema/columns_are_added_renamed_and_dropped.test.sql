begin;
select plan(10);
select tests.cast();
select tests.act_as_role('service_role');

select is(tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "title", "renamed_from": "text", "type": "text", "required": true}, {"name": "due", "type": "date", "default": "2026-01-01"}]}')),
  '{"rename_column todos.title","add_column todos.due"}', 'a rename and a new column are told apart');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "title", "renamed_from": "text", "type": "text", "required": true}, {"name": "due", "type": "date", "default": "2026-01-01"}]}'), false),
  'no error', 'neither takes anything away');
select set_eq('select title, due from public.app_57_todos', $$values ('of alice', date '2026-01-01'), ('of bob', '2026-01-01')$$, 'values are kept, new ones are the default');
select is(tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "title", "renamed_from": "text", "type": "text", "required": true}, {"name": "due", "type": "date", "default": "2026-01-01"}]}')),
  '{}', 'a rename that is carried out is not planned again');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "words", "renamed_from": "nothing", "type": "text"}]}')), '22023 rename_source_missing',
  'a column that is not there is not renamed');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "a", "renamed_from": "title", "type": "text"}, {"name": "b", "renamed_from": "title", "type": "text"}]}')), '22023 duplicate_name',
  'one column does not become two');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "title", "type": "text", "required": true}]}'), false), 'PT409 destructive_change', 'a column is not dropped unasked');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "title", "type": "text", "required": true}]}')), 'no error', 'but where that is allowed');
select hasnt_column('public', 'app_57_todos', 'due', 'it is gone');
select is_empty('select * from platform.verify_app(57)', 'the app is sound');

select * from finish();
rollback;
