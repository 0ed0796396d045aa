begin;
select plan(6);
select tests.cast();
select tests.act_as_role('service_role');

select is(tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true, "max_length": 7}]}')), '{"add_limit todos.text"}', 'a limit is planned');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true, "max_length": 7}]}')), '23514 limit_violated', 'a value beyond it refuses it');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true, "max_length": 8}]}')), 'no error', 'one within does not');
select is(tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true, "max_length": 9}]}')), '{"change_limit todos.text"}', 'it can be moved');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}]}'), false), 'no error', 'and taken away');
select lives_ok('update public.app_57_todos set text = repeat($$x$$, 100)', 'then it binds no more');

select * from finish();
rollback;
