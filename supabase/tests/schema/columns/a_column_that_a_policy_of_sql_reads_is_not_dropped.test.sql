-- A column that a policy created by SQL reads is not dropped until the policy is.
begin;
select plan(4);
select tests.cast();
select tests.act_as_role('service_role');

select tests.must_exec('create policy shown on app_57_todos for select to authenticated using (text = ''shown'')');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "other", "type": "text"}]}')),
  'PT409 object_in_use', 'a column that a policy of SQL reads is not dropped');
select is((select count(*) from public.app_57_todos where text is not null), 2::bigint,
  'the refused change keeps the column and its values');
select tests.must_exec('drop policy shown on app_57_todos');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "other", "type": "text"}]}')), 'no error',
  'the column is dropped once the policy is gone');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
