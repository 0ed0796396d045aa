-- A column becomes unique where no value occurs twice, whether by a constraint or by a unique index.
begin;
select plan(7);
select tests.cast();
select tests.act_as_role('service_role');

update public.app_57_todos set text = 'same';
select is(
  tests.planned(57, tests.spec_of(57, '{"name": "todos",
    "columns": [{"name": "text", "type": "text", "required": true, "unique": "app"}]}')),
  '{"add_limit todos.text","add_unique todos.text"}', 'a text that becomes unique is planned as add_unique, after what an index holds');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos",
    "columns": [{"name": "text", "type": "text", "required": true, "unique": "app"}]}')),
  '23505 duplicate_values', 'a column in which a value occurs twice does not become unique');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}],
    "indexes": [{"columns": ["text"], "unique": "app"}]}')),
  '23505 duplicate_values', 'a unique index over a column in which a value occurs twice is not created');
update public.app_57_todos set text = id::text;
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos",
    "columns": [{"name": "text", "type": "text", "required": true, "unique": "app"}]}')),
  'no error', 'a column whose values all differ becomes unique');
select throws_ok('update public.app_57_todos set text = $$same$$', '23505', null, 'the unique column refuses the same value in two rows');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}]}'), false),
  'no error', 'the column stops being unique, which is not destructive');
select lives_ok('update public.app_57_todos set text = $$same$$', 'the column takes the same value in two rows again');

select * from finish();
rollback;
