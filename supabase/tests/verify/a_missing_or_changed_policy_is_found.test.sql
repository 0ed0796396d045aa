-- VER-1: each policy of a scope exists, says what it was created to say, and applies to the roles that it was created for.
begin;
select plan(14);
select tests.create_app(57);
create function pg_temp.run(sql text) returns text language sql as $$
  select sandbox.run_as_app(57, sql);
  select tests.findings();
$$;

select is(tests.findings(), 'sound', 'the original policies are sound');
select is(pg_temp.run('drop policy owner_only on public.app_57_todos'), 'app_57_todos.owner_only policy_missing',
  'a missing policy is found');
select is(
  pg_temp.run('create policy owner_only on public.app_57_todos for all to authenticated using (true)
    with check (user_id = (select access.user_id()))'),
  'app_57_todos.owner_only policy_changed', 'a policy that lets every row be read is found');
select is(
  pg_temp.run('drop policy owner_only on public.app_57_todos;
    create policy owner_only on public.app_57_todos for all to authenticated using (user_id = (select access.user_id()))
      with check (true)'),
  'app_57_todos.owner_only policy_changed', 'a policy that lets every row be written is found');
select is(
  pg_temp.run('drop policy owner_only on public.app_57_todos;
    create policy owner_only on public.app_57_todos for all to public using (user_id = (select access.user_id()))
      with check (user_id = (select access.user_id()))'),
  'app_57_todos.owner_only policy_changed', 'a policy for other roles is found');
select is(
  pg_temp.run('drop policy owner_only on public.app_57_todos;
    create policy owner_only on public.app_57_todos for update to authenticated using (user_id = (select access.user_id()))
      with check (user_id = (select access.user_id()))'),
  'app_57_todos.owner_only policy_changed', 'a policy for another command is found');
select is(
  pg_temp.run('drop policy owner_only on public.app_57_todos;
    create policy owner_only on public.app_57_todos for all to authenticated using (user_id = (select access.user_id()))
      with check (user_id = (select access.user_id()))'),
  'sound', 'a policy that says the same as the original is sound, however it was written');
select is(
  pg_temp.run('drop policy app_isolation on public.app_57_lists;
    create policy app_isolation on public.app_57_lists as permissive for all
      using ((select access.can_access(57)) and access.is_not_explained())
      with check ((select access.can_write(57)))'),
  'app_57_lists.app_isolation policy_changed', 'an isolation policy that restricts nothing is found');
select is(
  pg_temp.run('drop policy app_isolation on public.app_57_lists;
    create policy app_isolation on public.app_57_lists as restrictive for all
      using ((select access.can_access(58)) and access.is_not_explained())
      with check ((select access.can_write(58)))'),
  'app_57_lists.app_isolation policy_changed', 'an isolation policy of another app is found');
select is(
  pg_temp.run('drop policy app_isolation on public.app_57_lists;
    create policy app_isolation on public.app_57_lists as restrictive for all to authenticated
      using ((select access.can_access(57)) and access.is_not_explained())
      with check ((select access.can_write(57)))'),
  'app_57_lists.app_isolation policy_changed', 'an isolation policy for only some roles is found');
select is(
  pg_temp.run('drop policy app_isolation on public.app_57_lists;
    create policy app_isolation on public.app_57_lists as restrictive for all
      using (access.can_access(57) and access.is_not_explained())
      with check (access.can_write(57))'),
  'app_57_lists.app_isolation policy_changed', 'an isolation policy that is evaluated for every row is found');
select is(
  pg_temp.run('alter policy app_isolation on public.app_57_lists using ((select access.can_access(57)))
    with check ((select access.can_write(57)))'),
  'app_57_lists.app_isolation policy_changed', 'an isolation policy that lets the planner be asked is found');
select is(
  pg_temp.run('alter policy app_isolation on public.app_57_lists using (
      (current_user = ''app_57_user'' or (select access.can_access(57))) and access.is_not_explained())
    with check (current_user = ''app_57_user'' or (select access.can_write(57)))'),
  'sound', 'the restored isolation policy is sound');
update platform.app_tables set scope = 'shared' where app_id = 57 and name = 'todos';
select alike(tests.findings(), '%app_57_todos.members_only policy_missing%', 'a table with the policies of another scope is found');

select * from finish();
rollback;
