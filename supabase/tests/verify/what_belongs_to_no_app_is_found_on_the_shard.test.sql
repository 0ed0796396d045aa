-- VER-1: roles and relations that are named after an app that is not registered are found.
begin;
select plan(6);
select tests.create_app(57);
select tests.create_app(58);
select is_empty('select * from platform.verify_shard()', 'a shard on which everything belongs to an app is sound');

create role app_9000000007 nologin;
create table public.app_9000000008_todos (id integer);
create view public.app_9000000009_view as select 1 as one;
create table public.app_todos (id integer);
create table public.app_007_todos (id integer);
grant select on public.app_todos to app_9000000007;
delete from platform.apps where id = 58;
select results_eq(
  $$select object from platform.verify_shard() where app_id = 58 and problem = 'orphaned_role'$$, array['app_58', 'app_58_user'],
  'a role whose app is not registered is found');
select set_eq($$select object from platform.verify_shard() where app_id = 58 and problem = 'orphaned_table'$$,
  array['app_58_users', 'app_58_todos', 'app_58_lists', 'app_58_posts', 'app_58_news'],
  'the tables of an app that is not registered are found');
select set_eq($$select object from platform.verify_shard() where app_id > 9000000000$$,
  array['app_9000000007', 'app_9000000008_todos', 'app_9000000009_view'], 'a role, a table and a view that never had an app are found');
select is_empty($$select * from platform.verify_shard() where object in ('app_todos', 'app_007_todos')$$,
  'a table whose name no app can have is not found');
select is((select count(*)::integer from platform.verify_shard() where problem = 'count_differs'), 1,
  'the counts that still include the unregistered app are found');

select * from finish();
rollback;
