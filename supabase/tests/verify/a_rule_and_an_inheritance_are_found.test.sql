-- VER-1: a rule runs as the table's owner, and a parent table shows the rows of its children: row security binds neither.
begin;
select plan(5);
select tests.cast();

select is(tests.findings(), 'sound', 'there is neither');
select sandbox.run_as_app(57, 'create rule copy as on insert to public.app_57_todos do also
  insert into public.app_57_lists (user_id, text) values (new.user_id, new.text)');
select is(tests.findings(), 'app_57_todos.copy rule_refused', 'a rule is found');
select sandbox.run_as_app(57, 'drop rule copy on public.app_57_todos');
select sandbox.run_as_app(57, 'alter table public.app_57_todos inherit public.app_57_lists');
select is(tests.findings(), 'app_57_todos inheritance_refused', 'a table that is the child of another is found');
select tests.act_as('alice');
select ok((select count(*) from public.app_57_lists where text = 'of bob') = 2, 'because its private rows are seen through the shared parent');
select tests.act_as_owner();
select sandbox.run_as_app(57, 'alter table public.app_57_todos no inherit public.app_57_lists');
select is(tests.findings(), 'sound', 'nothing is found when both are gone');

select * from finish();
rollback;
