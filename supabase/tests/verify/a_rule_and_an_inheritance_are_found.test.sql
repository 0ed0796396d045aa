-- VER-1: rules and inheritance are found, because row security binds neither: a rule runs as the table's owner, and a parent table shows
-- the rows of its children.
begin;
select plan(5);
select tests.cast();

select is(tests.findings(), 'sound', 'an app without rules and inheritance is sound');
select sandbox.run_as_app(57, 'create rule copy as on insert to public.app_57_todos do also
  insert into public.app_57_lists (user_id, text) values (new.user_id, new.text)');
select is(tests.findings(), 'app_57_todos.copy rule_refused', 'a rule is found');
select sandbox.run_as_app(57, 'drop rule copy on public.app_57_todos');
select sandbox.run_as_app(57, 'alter table public.app_57_todos inherit public.app_57_lists');
select is(tests.findings(), 'app_57_todos inheritance_refused', 'a table that inherits from another is found');
select tests.act_as('alice');
select ok((select count(*) from public.app_57_lists where text = 'of bob') = 2,
  'alice sees the private rows of bob through the shared parent table');
select tests.act_as_owner();
select sandbox.run_as_app(57, 'alter table public.app_57_todos no inherit public.app_57_lists');
select is(tests.findings(), 'sound', 'the app is sound once the rule and the inheritance are gone');

select * from finish();
rollback;
