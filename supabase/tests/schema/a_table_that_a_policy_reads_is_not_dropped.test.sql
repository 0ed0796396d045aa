-- TRASH-1: a policy of another table reads nothing from the trash, and is not lost when that is purged.
begin;
select plan(4);
select tests.cast();
select tests.act_as_role('service_role');
select is(tests.exec_sql('create table app_57_docs (id uuid primary key, title text); create policy everybody on app_57_docs using (true);
  create policy listed on app_57_docs as restrictive using (exists (select from app_57_lists where text = title))'), 'done', 'a table has a policy that reads lists');
select is(tests.error_of($$select platform.drop_table(57, 'lists')$$), '2BP01 table_in_use', 'lists are not dropped');
select is(tests.exec_sql('drop policy listed on app_57_docs'), 'done', 'without the policy');
select is(tests.error_of($$select platform.drop_table(57, 'lists')$$), 'no error', 'they are');
select * from finish();
rollback;
