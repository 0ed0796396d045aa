-- VER-1: roles and tables with the name of an app that is not registered.
begin;
select plan(6);
select tests.create_app(57);
select tests.create_app(58);
select is_empty('select * from platform.verify_shard()', 'everything belongs to an app');

create role app_9000000007 nologin;
create table public.app_9000000008_todos (id integer);
create view public.app_9000000009_view as select 1 as one;
create table public.app_todos (id integer);
create table public.app_007_todos (id integer);
grant select on public.app_todos to app_9000000007;
delete from platform.apps where id = 58;
select results_eq(
  $$select object from platform.verify_shard() where app_id = 58 and problem = 'orphaned_role'$$, array['app_58'], 'a role whose app is not registered');
select set_eq($$select object from platform.verify_shard() where app_id = 58 and problem = 'orphaned_table'$$,
  array['app_58_users', 'app_58_todos', 'app_58_lists', 'app_58_posts', 'app_58_news'], 'and its tables');
select set_eq($$select object from platform.verify_shard() where app_id > 9000000000$$,
  array['app_9000000007', 'app_9000000008_todos', 'app_9000000009_view'], 'a role, a table and a view that never had an app');
select is_empty($$select * from platform.verify_shard() where object in ('app_todos', 'app_007_todos')$$, 'names that no app can have are not an app''s');
select is((select count(*)::integer from platform.verify_shard() where problem = 'count_differs'), 1, 'and the counts, which still hold the app');

select * from finish();
rollback;
