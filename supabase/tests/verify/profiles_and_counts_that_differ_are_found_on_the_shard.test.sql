-- VER-1: verify_shard finds profiles without members, members without profiles, and counts that differ.
begin;
select plan(6);
select tests.cast();
create function pg_temp.findings() returns text language sql as $$
  select coalesce(string_agg(object || ' ' || problem, ', ' order by object, problem), 'sound') from platform.verify_shard()
$$;

select is(pg_temp.findings(), 'sound', 'the shard is sound while its profiles and counts are right');
alter table platform.app_members disable trigger remove_profiles;
delete from platform.app_members where app_id = 57 and user_id = tests.user_id('alice');
alter table platform.app_members enable trigger remove_profiles;
select is(pg_temp.findings(), tests.user_id('alice') || ' profile_without_member', 'a profile without a member is found');
delete from public.app_57_users where id = tests.user_id('alice');
delete from public.app_57_users where id = tests.user_id('bob');
select is(pg_temp.findings(), tests.user_id('bob') || ' profile_missing', 'a member without a profile is found');
insert into public.app_57_users (id) values (tests.user_id('bob'));
update platform.shards set table_count = table_count + 1 where is_local;
select is(pg_temp.findings(), 'local count_differs', 'a wrong count of tables is found');
update platform.shards set table_count = table_count - 1, app_count = app_count - 1 where is_local;
select is(pg_temp.findings(), 'local count_differs', 'a wrong count of apps is found');
update platform.shards set app_count = app_count + 1 where is_local;
select is(pg_temp.findings(), 'sound', 'the shard is sound once the counts are right again');

select * from finish();
rollback;
