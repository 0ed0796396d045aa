begin;
select plan(7);
select tests.cast();
select tests.act_as_role('service_role');

update public.app_57_todos set text = 'same';
select is(tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true, "unique": true}]}')), '{"add_unique todos.text"}', 'it is planned');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true, "unique": true}]}')), '23505 duplicate_values', 'a value that is there twice refuses it');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}], "indexes": [{"columns": ["text"], "unique": true}]}')), '23505 duplicate_values',
  'also as a unique index');
update public.app_57_todos set text = id::text;
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true, "unique": true}]}')), 'no error', 'different values do not');
select throws_ok('update public.app_57_todos set text = $$same$$', '23505', null, 'from now on the values differ');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}]}'), false), 'no error', 'it ends as it began');
select lives_ok('update public.app_57_todos set text = $$same$$', 'and values may be the same');

select * from finish();
rollback;
