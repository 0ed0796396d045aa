-- VER-1: an expression of an app is evaluated as whoever uses the table, so it may call and read only what is allowed.
begin;
select plan(15);
select tests.create_app(57);
select tests.create_app(58);
create function pg_temp.findings() returns text language sql as $$
  select coalesce(string_agg(object || ' ' || problem, ', ' order by object, problem), 'sound')
  from platform.verify_app(57) where problem not in ('grant_missing', 'rule_refused', 'policy_changed', 'privilege_beyond_app')
$$;
create function pg_temp.found_after(made text, taken_back text) returns text language plpgsql as $$
declare
  v_found text;
begin
  perform sandbox.run_as_app(57, made);
  v_found := pg_temp.findings();
  perform sandbox.run_as_app(57, taken_back);
  return v_found;
end
$$;

select is(
  pg_temp.found_after('alter table public.app_57_todos add column a text default lower(''A'') check (length(a) < 5)',
    'alter table public.app_57_todos drop column a'),
  'sound', 'a default and a check that call harmless functions are sound');
select is(
  pg_temp.found_after('alter table public.app_57_todos add column a text default set_config(''role'', ''service_role'', true)',
    'alter table public.app_57_todos drop column a'),
  'app_57_todos calls set_config foreign_function', 'a default that changes the role is found');
select is(
  pg_temp.found_after('alter table public.app_57_todos add constraint slow check (pg_sleep(0) is not null)',
    'alter table public.app_57_todos drop constraint slow'),
  'app_57_todos calls pg_sleep foreign_function', 'a check that sleeps is found');
select is(
  pg_temp.found_after('create policy spies on public.app_57_todos for select
    using (set_config(''request.jwt.claims'', ''{}'', true) is not null)', 'drop policy spies on public.app_57_todos'),
  'app_57_todos calls set_config foreign_function', 'a policy that changes the claims is found');
select is(
  pg_temp.found_after('create view public.app_57_view with (security_invoker = true)
    as select query_to_xml(''select 1'', true, true, '''') as x', 'drop view public.app_57_view'),
  'app_57_view calls query_to_xml foreign_function', 'a view that runs SQL is found');
select is(
  pg_temp.found_after('create view public.app_57_view with (security_invoker = true)
    as select count(*), max(text) from public.app_57_todos', 'drop view public.app_57_view'),
  'sound', 'a view of a table of the same app is sound');
select is(
  pg_temp.found_after('create view public.app_57_view with (security_invoker = true) as select relname from pg_catalog.pg_class',
    'drop view public.app_57_view'),
  'app_57_view reads pg_class foreign_dependency', 'a view of the catalog is found');
select sandbox.run_as_app(58, 'grant select on public.app_58_todos to app_57');
select is(
  pg_temp.found_after('create view public.app_57_view with (security_invoker = true) as select * from public.app_58_todos',
    'drop view public.app_57_view'),
  'app_57_view reads app_58_todos foreign_dependency', 'a view of a table of another app is found');
select is(
  pg_temp.found_after('create policy reads on public.app_57_todos for select using (exists (select from public.app_58_todos))',
    'drop policy reads on public.app_57_todos'),
  'app_57_todos reads app_58_todos foreign_dependency', 'a policy that reads a table of another app is found');
select is(
  pg_temp.found_after('create policy reads on public.app_57_todos for select using (exists (select from public.app_57_lists))',
    'drop policy reads on public.app_57_todos'),
  'sound', 'a policy that reads a table of the same app is sound');
select is(pg_temp.found_after('alter table public.app_57_todos add column n serial', 'alter table public.app_57_todos drop column n'),
  'sound', 'a serial column is sound');
select is(
  pg_temp.found_after('alter table public.app_57_todos add column n text default current_setting(''request.jwt.claims'', true)',
    'alter table public.app_57_todos drop column n'),
  'app_57_todos calls current_setting foreign_function', 'a default that reads the claims is found');
select is(
  pg_temp.found_after('alter table public.app_57_users add constraint spies
    check (access.delete_rows(58, ''app_58_users'', ''id'', id) is not null) not valid',
      'alter table public.app_57_users drop constraint spies'),
  'app_57_users calls delete_rows foreign_function, app_57_users.spies sign_up_refused',
  'a check that postgres would run when it adds a member is found');
select is(
  pg_temp.found_after('alter table public.app_57_todos add constraint own check (user_id = access.user_id()) not valid',
    'alter table public.app_57_todos drop constraint own'),
  'sound', 'a check that calls a function open to apps is sound');
select is(pg_temp.findings(), 'sound', 'the app is sound once every expression is dropped');

select * from finish();
rollback;
