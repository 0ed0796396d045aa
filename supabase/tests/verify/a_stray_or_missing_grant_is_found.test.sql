-- VER-1: the privileges on a table are exactly those of its scope.
begin;
select plan(15);
select tests.create_app(57);
create function pg_temp.run(sql text) returns text language sql as $$
  select sandbox.run_as_app(57, sql);
  select tests.findings();
$$;

select is(tests.findings(), 'sound', 'the original grants are sound');
select is(pg_temp.run('grant select on public.app_57_todos to anon'), 'app_57_todos SELECT to anon stray_grant',
  'a grant to anon is found');
select is(pg_temp.run('revoke select on public.app_57_todos from anon; grant select on public.app_57_todos to public'),
  'app_57_todos SELECT to public stray_grant', 'a grant to public is found');
select is(pg_temp.run('revoke select on public.app_57_todos from public; grant truncate on public.app_57_todos to authenticated'),
  'app_57_todos TRUNCATE to authenticated stray_grant', 'a grant of truncate, which row security does not bind, is found');
select is(pg_temp.run('revoke truncate on public.app_57_todos from authenticated; grant maintain on public.app_57_todos to authenticated'),
  'app_57_todos MAINTAIN to authenticated stray_grant', 'a grant of maintain, which is new in PostgreSQL 17, is found');
select is(pg_temp.run('revoke maintain on public.app_57_todos from authenticated; grant select (text) on public.app_57_todos to anon'),
  'app_57_todos SELECT to anon stray_grant', 'a grant on a column is found');
select is(pg_temp.run('revoke select (text) on public.app_57_todos from anon; grant insert (id) on public.app_57_users to authenticated'),
  'app_57_users INSERT to authenticated stray_grant', 'a grant to insert into a column of the profile table is found');
select is(
  pg_temp.run('revoke insert (id) on public.app_57_users from authenticated; grant update (email) on public.app_57_users to authenticated'),
  'app_57_users UPDATE to authenticated stray_grant', 'a grant to update a further column of the profile table is found');
select is(pg_temp.run('revoke update (email) on public.app_57_users from authenticated'), 'sound',
  'the app is sound once the grants are revoked');
select alike(pg_temp.run('grant select on public.app_57_todos to authenticated with grant option'),
  '%app_57_todos SELECT to authenticated stray_grant%', 'a grant with grant option is found');
select is(
  pg_temp.run('revoke grant option for select on public.app_57_todos from authenticated;
    revoke delete on public.app_57_todos from authenticated'),
  'app_57_todos DELETE to authenticated grant_missing', 'a missing grant to signed-in users is found');
select is(pg_temp.run('grant delete on public.app_57_todos to authenticated; revoke select on public.app_57_posts from anon'),
  'app_57_posts SELECT to anon grant_missing', 'a missing grant to anon is found');
select is(pg_temp.run('grant select on public.app_57_posts to anon; revoke update (full_name) on public.app_57_users from authenticated'),
  'app_57_users UPDATE to authenticated grant_missing', 'a missing grant on a column is found');
select is(
  pg_temp.run('grant update (full_name) on public.app_57_users to authenticated; revoke select on public.app_57_todos from service_role'),
  'app_57_todos SELECT to service_role grant_missing', 'a missing grant to the platform is found');
select is(pg_temp.run('revoke all on public.app_57_todos from authenticated, service_role, postgres'),
  (select string_agg(format('app_57_todos %s to %s grant_missing', privilege, grantee), ', ' order by privilege, grantee)
    from unnest('{DELETE,INSERT,SELECT,UPDATE}'::text[]) as privilege, unnest('{authenticated,postgres,service_role}'::text[]) as grantee),
  'every missing grant is found when all are revoked');

select * from finish();
rollback;
