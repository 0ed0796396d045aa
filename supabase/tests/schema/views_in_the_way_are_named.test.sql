begin;
select plan(7);
select tests.cast();
select tests.act_as_role('service_role');

select tests.must_exec('create view app_57_texts as select text from app_57_todos');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "jsonb"}]}')), '2BP01 object_in_use', 'a type that a view shows does not change');
select throws_like($$select platform.apply_schema(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "jsonb"}]}'))$$, '%app_57%', 'the message tells of it');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "other", "type": "text"}]}')), '2BP01 object_in_use', 'a column that it shows is not dropped');
select is(tests.error_of($$select platform.drop_table(57, 'todos')$$), '2BP01 table_in_use', 'nor the table');
select is(tests.planned(57, tests.spec_of(57)), '{}', 'nothing happened');
select tests.must_exec('drop view app_57_texts');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "other", "type": "text"}]}')), 'no error', 'without the view it is');
select is_empty('select * from platform.verify_app(57)', 'the app is sound');

select * from finish();
rollback;
