-- ROLE-4: an app gets a role without rights of its own, an executor that the role owns, and a profile table.
begin;
select plan(12);
select tests.create_app(57);

select has_role('app_57', 'the app has a role');
select is(
  (select row(rolsuper, rolcanlogin, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication)::text
    from pg_roles where rolname = 'app_57'),
  '(f,f,f,f,f,f)', 'the role has no attribute and cannot log in');
select is(
  (select array_agg(roleid::regrole::text) from pg_auth_members where member = 'app_57'::regrole),
  '{app_group_57,app_57_user}', 'the role inherits only from the group of its factory and from its second role');
select ok(
  (select prosecdef and proowner = 'app_57'::regrole from pg_proc where oid = 'sandbox.app_57_write(text)'::regprocedure),
  'the executor belongs to the role of the app and runs as it');
select has_table('public', 'app_57_users', 'the app has a profile table');
select columns_are('public', 'app_57_users', array['id', 'email', 'full_name', 'avatar_url', 'created_at', 'updated_at'],
  'the profile table has exactly these columns');
select col_is_pk('public', 'app_57_users', 'id', 'the user id is the primary key of the profile table');
select table_owner_is('public', 'app_57_users', 'app_57', 'the profile table belongs to the role of the app');
select is_empty(
  $$select conname from pg_constraint
    where contype = 'f' and confrelid = 'auth.users'::regclass and conrelid::regclass::text like 'app\_57\_%'$$,
  'no table of the app has a foreign key to auth.users');
select is(
  (select jsonb_object_agg(name, scope) from platform.app_tables where app_id = 57),
  '{"lists": "shared", "news": "read_only", "posts": "public_read", "todos": "private", "users": "profile"}',
  'the registry has every table with its scope');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');
select is(
  (select count(*) from pg_class where relname = 'app_57_write'), 0::bigint, 'no relation has the name of the executor');

select * from finish();
rollback;
