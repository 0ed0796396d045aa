begin;
select plan(5);
select tests.cast();
select tests.act_as_role('service_role');

update public.app_57_todos set text = case text when 'of alice' then ' 7 ' else '08' end;
select platform.alter_table(57, '{"name": "todos", "columns": [{"name": "text", "type": "integer"}]}');
update public.app_57_todos set text = 9 where text = 8;
insert into public.app_57_todos (user_id, text) values (tests.user_id('alice'), 10), (tests.user_id('alice'), null);
select is(tests.error_of('select platform.rollback_schema_change(57)'), '23502 rows_without_value', 'a row that has no place in the former schema refuses it');
delete from public.app_57_todos where text is null;
select is(tests.error_of('select platform.rollback_schema_change(57)'), 'no error', 'without it nothing does');
select set_eq('select text from public.app_57_todos', array[' 7 ', '9', '10'], 'edited and new values are converted, the others are the former ones');
select platform.drop_table(57, 'news');
select platform.rollback_schema_change(57);
select is((select count(*) from public.app_57_news), 2::bigint, 'a dropped table is back');
select is_empty('select * from platform.verify_app(57)', 'the app is sound');

select * from finish();
rollback;
