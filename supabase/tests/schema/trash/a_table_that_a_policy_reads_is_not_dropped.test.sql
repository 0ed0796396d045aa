-- TRASH-1: a table that a policy of another table reads is not dropped. Otherwise the policy would go on reading the table in the
-- trash, and would be lost when that is purged.
begin;
select plan(4);
select tests.cast();
select tests.act_as_role('service_role');
select is(tests.exec_sql('create table app_57_docs (id uuid primary key, title text); create policy everybody on app_57_docs using (true);
  create policy listed on app_57_docs as restrictive using (exists (select from app_57_lists where text = title))'), 'done',
  'a table is created with a policy that reads lists');
select is(tests.error_of($$select platform.drop_table(57, 'lists')$$), '2BP01 table_in_use',
  'the table lists is not dropped while the policy reads it');
select is(tests.exec_sql('drop policy listed on app_57_docs'), 'done', 'the policy is dropped');
select is(tests.error_of($$select platform.drop_table(57, 'lists')$$), 'no error', 'the table lists is dropped once no policy reads it');
select * from finish();
rollback;
