-- ROLE-1: SQL that runs as an app reaches nothing of the registry and of the functions behind it.
begin;
select plan(23);
select tests.cast();

select throws_ok(format('select sandbox.run_as_app(57, %L)', sql), '42501', null, 'app 57 cannot run this: ' || sql)
from unnest(array[
  'select from platform.apps',
  'select from platform.app_members',
  'select from platform.app_invitations',
  'select from platform.app_tables',
  'select from platform.audit_log',
  'select from platform.ai_usage',
  'select from platform.settings',
  'select from platform.shards',
  $$update platform.apps set status = 'active' where true$$,
  $$insert into platform.app_members (app_id, user_id) values (57, gen_random_uuid())$$,
  'select platform.get_app(57)',
  'select sandbox.app_58_write(''select 1'')',
  'select sandbox.app_57_write(''select 1'')',
  'alter function sandbox.app_57_write(text) security invoker',
  'create function sandbox.mine() returns integer language sql as ''select 1''',
  'create function access.mine() returns integer language sql as ''select 1''',
  'create table platform.mine ()',
  'create or replace function access.can_access(app_id bigint) returns boolean language sql as ''select true''',
  'drop function public.join_app(bigint, text)',
  'alter function public.join_app(bigint, text) owner to app_57'
]) as sql;
select is_empty($$
  select pg_class.oid::regclass from pg_catalog.pg_class
  where relnamespace = 'platform'::regnamespace and relkind in ('r', 'p')
    and (has_table_privilege('app_57', pg_class.oid, 'SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER,MAINTAIN')
      or has_any_column_privilege('app_57', pg_class.oid, 'SELECT,INSERT,UPDATE,REFERENCES'))
$$, 'the role of an app has no privilege on a table of the registry');
select ok(not has_schema_privilege('app_57', schema, 'CREATE') and has_schema_privilege('app_57', schema, 'USAGE') = (schema = 'access'),
  format('the role of an app can create nothing in %s', schema))
from unnest(array['access', 'platform']) as schema;

select * from finish();
rollback;
