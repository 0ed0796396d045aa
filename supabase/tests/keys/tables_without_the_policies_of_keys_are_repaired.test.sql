-- KEY-11: verify_app finds a table that its app's keys do not reach, or that they reach beyond their scope, and repair_app fixes it.
begin;
select plan(10);
select tests.cast();
select tests.create_key('of 57', 57);
select tests.create_key('reader', 57, '{read}');
-- The tables as they were before keys existed.
select sandbox.run_as_app(57, 'drop policy app_keys on public.app_57_todos; drop policy app_isolation_of_deletes on public.app_57_todos;
  revoke all on public.app_57_todos from app_service; revoke update (full_name) on public.app_57_users from app_service;
  drop policy app_keys on public.app_57_users');
select sandbox.run_as_app(57, 'alter policy app_isolation on public.app_57_lists with check (( SELECT access.can_access(''57''::bigint)));
  grant truncate on public.app_57_lists to app_service');

select results_eq('select object, problem from platform.verify_app(57) order by object collate "C"', $$values
  ('app_57_lists TRUNCATE to app_service', 'stray_grant'),
  ('app_57_lists.app_isolation', 'policy_changed'),
  ('app_57_todos DELETE to app_service', 'grant_missing'),
  ('app_57_todos INSERT to app_service', 'grant_missing'),
  ('app_57_todos SELECT to app_service', 'grant_missing'),
  ('app_57_todos UPDATE to app_service', 'grant_missing'),
  ('app_57_todos.app_isolation_of_deletes', 'policy_missing'),
  ('app_57_todos.app_keys', 'policy_missing'),
  ('app_57_users UPDATE to app_service', 'grant_missing'),
  ('app_57_users.app_keys', 'policy_missing')
$$, 'verify_app finds every damage');
select tests.act_as_key('of 57', 57);
select throws_ok('select from public.app_57_todos', '42501', null, 'the key does not reach the damaged table');
select is_empty('select from public.app_57_users', 'the key does not reach the profiles');

select tests.act_as_owner();
select is(platform.repair_app(57) -> 'steps',
  '["restored protection of table app_57_lists", "restored protection of table app_57_todos", "restored protection of table app_57_users"]',
  'repair_app restores the protection of the three tables');
select is(platform.repair_app(57) -> 'steps', '[]', 'repair_app has nothing left to do');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing after the repair');
select tests.act_as_key('of 57', 57);
select results_eq('select text from public.app_57_todos order by text', array['of alice', 'of bob'], 'the key reads the repaired table');
select isnt_empty($$update public.app_57_users set full_name = 'x' where true returning 1$$, 'the key changes profiles');
select isnt_empty('delete from public.app_57_todos where true returning 1', 'the key deletes rows of the repaired table');
select tests.act_as_key('reader', 57);
select throws_ok($$update public.app_57_lists set text = 'x' where true$$, '42501', null, 'a key that may only read again changes nothing');

select * from finish();
rollback;
