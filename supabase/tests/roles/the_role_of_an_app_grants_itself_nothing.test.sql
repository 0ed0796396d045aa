-- ROLE-1, ROLE-4: SQL that runs as an app cannot give the app a role, an attribute or a privilege.
begin;
select plan(26);
select tests.cast();

select throws_ok(format('select sandbox.run_as_app(57, %L)', sql), '42501', null, 'app 57 cannot run this: ' || sql)
from unnest(array[
  'grant app_58 to app_57',
  'grant app_57 to app_58',
  'grant postgres to app_57',
  'grant service_role to app_57',
  'grant authenticated to app_57',
  'grant pg_read_all_data to app_57',
  'grant app_installer to app_57',
  'grant app_installer_57 to app_57_user',
  'grant app_group_57 to app_57 with admin option',
  'revoke app_group_58 from app_58',
  'alter role app_57 login',
  'alter role app_57 bypassrls',
  'alter role app_57 createrole',
  'alter role app_57 superuser',
  'alter role app_58 nologin',
  'alter role authenticator set statement_timeout = 0',
  'create role mine',
  'drop role app_58',
  'create schema mine',
  'create extension hstore',
  'create event trigger mine on ddl_command_end execute function access.tg_keep_owner()',
  'create publication mine',
  'alter default privileges for role postgres grant select on tables to app_57',
  'grant usage on schema platform to app_57'
]) as sql;
select results_eq($$select roleid::regrole::text from pg_catalog.pg_auth_members where member = 'app_57'::regrole order by 1$$,
  array['app_57_user', 'app_group_57'], 'app 57 is a member only of its group and of its second role');
select is(sandbox.run_as_app(57, 'grant select on public.app_57_todos to app_57'),
  0::bigint, 'app 57 may grant a privilege on its own table');

select * from finish();
rollback;
