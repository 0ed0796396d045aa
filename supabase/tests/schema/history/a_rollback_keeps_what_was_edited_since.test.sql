-- A rollback restores the former values, converts the values that were edited since, and keeps the rows that were added since.
begin;
select plan(5);
select tests.cast();
select tests.act_as_role('service_role');

update public.app_57_todos set text = case text when 'of alice' then ' 7 ' else '08' end;
select platform.alter_table(57, '{"name": "todos", "columns": [{"name": "text", "type": "integer"}]}');
update public.app_57_todos set text = 9 where text = 8;
insert into public.app_57_todos (user_id, text) values (tests.user_id('alice'), 10), (tests.user_id('alice'), null);
select is(tests.error_of('select platform.rollback_schema_change(57)'), '23502 rows_without_value',
  'a rollback is refused while a row does not fit the former schema');
delete from public.app_57_todos where text is null;
select is(tests.error_of('select platform.rollback_schema_change(57)'), 'no error',
  'the rollback succeeds once every row fits the former schema');
select set_eq('select text from public.app_57_todos', array[' 7 ', '9', '10'],
  'the rollback converts edited and new values and restores the others to the letter');
select platform.drop_table(57, 'news');
select platform.rollback_schema_change(57);
select is((select count(*) from public.app_57_news), 2::bigint, 'the rollback of a dropped table restores its rows');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
