-- ROLE-1: SQL that runs as an app reaches no account: nothing in the schemas of Auth, and no role's password.
begin;
select plan(12);
select tests.cast();

select throws_ok(format('select sandbox.run_as_app(57, %L)', sql), '42501', null, 'app 57 cannot run this: ' || sql)
from unnest(array[
  'select email from auth.users',
  'delete from auth.users where true',
  $$insert into auth.users (id) values (gen_random_uuid())$$,
  'select from auth.identities',
  'select auth.uid()',
  'create trigger mine after insert on auth.users for each row execute function access.tg_keep_owner()',
  'create table public.app_57_mine (id uuid references auth.users (id))',
  'select from pg_catalog.pg_authid',
  $$select pg_catalog.pg_read_file('/etc/passwd')$$,
  'select from pg_catalog.pg_user_mapping'
]) as sql;
select is_empty($$
  select nspname from pg_catalog.pg_namespace
  where nspname in ('auth', 'storage', 'platform', 'sandbox') and has_schema_privilege('app_57', oid, 'USAGE,CREATE')
$$, 'the role of an app has no privilege on these schemas');
select is(sandbox.run_as_app(57, 'select email from public.app_57_users'), 2::bigint, 'app 57 reads the profiles of its members');

select * from finish();
rollback;
