-- VER-1: every registered table exists, and every relation with the prefix is registered, a plain table, and owned by the app.
begin;
select plan(11);
select tests.create_app(57);
create function pg_temp.findings(like_name text) returns text language sql as $$
  select coalesce(string_agg(object || ' ' || problem, ', ' order by object, problem), 'sound')
  from platform.verify_app(57)
  where object ~ like_name and problem <> 'grant_missing'
$$;

select sandbox.run_as_app(57, 'drop table public.app_57_todos');
select is(pg_temp.findings('todos'), 'app_57_todos table_missing', 'a missing table is found');
select sandbox.run_as_app(57, 'alter table public.app_57_lists rename to app_57_plans');
select is(pg_temp.findings('lists|plans$'), 'app_57_lists table_missing, app_57_plans table_unregistered',
  'a renamed table is found as missing and as unregistered');
select sandbox.run_as_app(57, 'create table public.app_57_notes (id uuid primary key)');
select is(pg_temp.findings('notes'), 'app_57_notes row_security_disabled, app_57_notes table_unregistered',
  'a table that SQL created is found as unregistered and without row security');
select sandbox.run_as_app(57, 'create table public.app_57_parts (id uuid) partition by hash (id)');
select is(pg_temp.findings('parts'), 'app_57_parts relation_kind_refused, app_57_parts table_unregistered', 'a partitioned table is found');
select sandbox.run_as_app(57, 'create view public.app_57_view as select * from public.app_57_users');
select is(pg_temp.findings('view'), 'app_57_view view_not_invoker', 'a view that bypasses row security is found');
select sandbox.run_as_app(57, 'alter view public.app_57_view set (security_invoker = true)');
select is(pg_temp.findings('view'), 'sound', 'a view with security_invoker is sound');
select sandbox.run_as_app(57, 'create type public.app_57_pair as (a integer, b integer)');
select is(pg_temp.findings('pair'), 'app_57_pair relation_kind_refused, type public.app_57_pair foreign_object',
  'a composite type is found');
select sandbox.run_as_app(57, 'create materialized view public.app_57_copy as select * from public.app_57_users');
select is(pg_temp.findings('copy'), 'app_57_copy relation_kind_refused', 'a materialized view is found');
select sandbox.run_as_app(57, 'alter table public.app_57_news disable row level security');
select is(pg_temp.findings('news'), 'app_57_news row_security_disabled', 'a table without row security is found');
create table public.app_57_strays (id uuid primary key);
insert into platform.app_tables (app_id, name, scope, display_name) values (57, 'strays', 'private', 'Strays');
select ok(pg_temp.findings('strays') ~ 'app_57_strays wrong_owner', 'a table that the app does not own is found');
drop table public.app_57_strays;
delete from platform.app_tables where app_id = 57 and name = 'posts';
select is(pg_temp.findings('posts'), 'app_57_posts table_unregistered', 'a table that the registry lost is found');

select * from finish();
rollback;
