-- ISO-13: in a spec's table, users reference only rows that they may read, and learn nothing of the others.
begin;
select plan(32);
select tests.cast();
select platform.create_table(57, '{"name": "comments", "scope": "shared", "columns": [
  {"name": "todo_id", "type": "uuid", "references": {"table": "todos", "on_delete": "restrict"}},
  {"name": "list_id", "type": "uuid", "references": {"table": "lists", "on_delete": "restrict"}},
  {"name": "parent_id", "type": "uuid", "references": {"table": "comments"}},
  {"name": "assignee_id", "type": "uuid", "references": {"table": "users"}},
  {"name": "text", "type": "text"}]}');
select platform.create_table(57, '{"name": "steps", "columns": [
  {"name": "parent_id", "type": "uuid", "references": {"table": "steps", "on_delete": "cascade"}}]}');
create function pg_temp.todo_of(name text) returns uuid language sql security definer as $$
  select id from public.app_57_todos where user_id = tests.user_id(name)
$$;
create function pg_temp.error_of_insert(column_name text, value uuid) returns text language plpgsql as $$
declare v_message text; v_detail text; v_hint text;
begin
  execute format('insert into public.app_57_comments (%I) values ($1)', column_name) using value;
  return 'done';
exception when others then
  get stacked diagnostics v_message = message_text, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
  return concat_ws(' | ', sqlstate, v_message, v_detail, v_hint);
end
$$;

select is(tests.findings(), 'sound', 'tables with references are sound');
select tests.act_as('bob');
select is(pg_temp.error_of_insert('todo_id', pg_temp.todo_of('bob')), 'done', 'bob references his own private row');
select is(pg_temp.error_of_insert('todo_id', pg_temp.todo_of('alice')),
  '23503 | Cannot reference a row of "app_57_todos" in "app_57_comments"."todo_id": it does not exist, or you may not read it | '
  'reference_not_readable | Use the id of a row that you can read.', 'bob cannot reference a private row of alice');
select is(pg_temp.error_of_insert('todo_id', pg_temp.todo_of('alice')), pg_temp.error_of_insert('todo_id', gen_random_uuid()),
  'the error does not tell whether the row exists');
select is(tests.error_of(format('insert into public.app_57_comments (todo_id, list_id) values (%L, %L)',
    pg_temp.todo_of('alice'), gen_random_uuid())),
  '23503 reference_not_readable', 'a second broken reference does not tell either');
select throws_ok(
  format('insert into public.app_57_comments (todo_id, list_id) values (%L, %L)', pg_temp.todo_of('bob'), gen_random_uuid()),
  '23503', null, 'a row that does not exist in a table that all members read is refused by the foreign key');
select is(tests.error_of(format('update public.app_57_comments set todo_id = %L', pg_temp.todo_of('alice'))),
  '23503 reference_not_readable', 'bob cannot move a reference to a private row of alice');
select is(tests.error_of(format('insert into public.app_57_comments (todo_id) values (null), (%L) on conflict do nothing',
    pg_temp.todo_of('alice'))),
  '23503 reference_not_readable', 'an upsert is refused, too');
select lives_ok(format('insert into public.app_57_comments (assignee_id, list_id) select %L, id from public.app_57_lists',
  tests.user_id('alice')), 'bob references another member, and rows that he reads');
select lives_ok($$insert into public.app_57_steps (id, parent_id) values
  (md5('child')::uuid, md5('parent')::uuid), (md5('parent')::uuid, null), (md5('self')::uuid, md5('self')::uuid)$$,
  'rows of one statement reference each other in any order');
select tests.act_as('alice');
select is(tests.error_of(format('insert into public.app_57_steps (parent_id) values (%L)', md5('parent')::uuid)),
  '23503 reference_not_readable', 'alice cannot hang her row below a private row of bob');
select lives_ok('update public.app_57_comments set text = ''edited''', 'alice edits a shared row that references a private row of bob');
select is((select count(*) from public.app_57_comments where text = 'edited'), 3::bigint, 'alice edited every shared row');
select results_eq('delete from public.app_57_todos returning user_id', array[tests.user_id('alice')],
  'nobody keeps alice from deleting her own row');
select tests.act_as('bob');
select throws_ok('delete from public.app_57_todos', '23503', null, 'the reference of bob keeps bob from deleting the row');

select tests.act_as_owner();
select tests.create_key('Server', 57);
insert into public.app_57_todos (user_id, text) values (tests.user_id('alice'), 'again');
select tests.act_as_key('Server', 57);
select lives_ok(format('insert into public.app_57_comments (user_id, todo_id) values (%L, %L)',
    tests.user_id('bob'), pg_temp.todo_of('alice')),
  'a key references every row of the app');
select tests.act_as_role('service_role');
select lives_ok(format('insert into public.app_57_comments (user_id, todo_id) values (%L, %L)',
    tests.user_id('bob'), pg_temp.todo_of('alice')),
  'service_role references every row');

select tests.act_as_owner();
select is(tests.apply_error(57, tests.spec_of(57, platform.describe_table(57, 'todos') - 'full_name' || '{"scope": "shared"}')), 'no error',
  'todos become shared');
select is(tests.findings(), 'sound', 'the app with shared todos is sound');
select tests.act_as('bob');
select is(pg_temp.error_of_insert('todo_id', pg_temp.todo_of('alice')), 'done', 'bob references a row that he now reads');
select tests.act_as_owner();
select is(tests.apply_error(57, tests.spec_of(57,
    platform.describe_table(57, 'todos') - 'full_name' || '{"scope": "private", "name": "tasks", "renamed_from": "todos"}')),
  '22023 unknown_table', 'the references of other tables are renamed with the table');
select is(tests.apply_error(57, replace(replace(tests.spec_of(57, platform.describe_table(57, 'todos') - 'full_name'
    || '{"scope": "private", "name": "tasks", "renamed_from": "todos"}')::text, '"table": "todos"', '"table": "tasks"'),
    '"name": "todo_id"', '"name": "task_id", "renamed_from": "todo_id"')::jsonb), 'no error', 'todos become private tasks');
select is(tests.findings(), 'sound', 'the app with renamed references is sound');
create function pg_temp.task_of(name text) returns uuid language sql security definer as $$
  select id from public.app_57_tasks where user_id = tests.user_id(name) limit 1
$$;
select tests.act_as('bob');
select matches(pg_temp.error_of_insert('task_id', pg_temp.task_of('alice')), 'reference_not_readable',
  'bob cannot reference a row that has become private');
select tests.act_as_owner();
select is(tests.exec_sql('alter table app_57_comments rename column task_id to job_id'), 'done', 'raw DDL renames the column');
select tests.act_as('bob');
select matches(pg_temp.error_of_insert('job_id', pg_temp.task_of('alice')), 'reference_not_readable', 'the reference stays checked');
select tests.act_as_owner();
select is(tests.exec_sql('alter table app_57_comments drop column job_id'), 'done', 'raw DDL drops the column');
select is(tests.findings(), 'sound', 'no check is left over');
select is_empty($$select from pg_trigger where tgrelid = 'public.app_57_comments'::regclass and tgname like 'CHECK_%'$$,
  'a table without such references has no trigger for them');

select sandbox.run_as_app(57, 'drop trigger "CHECK_INSERTED_REFERENCES" on public.app_57_steps');
select is(tests.findings(), 'app_57_steps references trigger_missing', 'verify_app finds a missing check');
select platform.repair_app(57);
select is(tests.findings(), 'sound', 'repair_app puts the check back');
select sandbox.run_as_app(57, 'alter table public.app_57_steps disable trigger "CHECK_INSERTED_REFERENCES"');
select is(tests.findings(), 'app_57_steps references trigger_missing', 'verify_app finds a disabled check');

select * from finish();
rollback;
