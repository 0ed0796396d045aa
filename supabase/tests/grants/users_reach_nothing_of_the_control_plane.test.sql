-- GRANT-2: anon, authenticated and app_service reach nothing in platform, access and sandbox: no schema, no table, no sequence.
begin;
select plan(37);
select tests.cast();

select ok(not has_schema_privilege(role, schema, 'USAGE') and not has_schema_privilege(role, schema, 'CREATE'),
  format('%s has no privilege on the schema %s', role, schema))
from unnest(array['anon', 'authenticated', 'app_service']) as role, unnest(array['platform', 'access', 'sandbox']) as schema;
select is_empty($$
  select pg_class.oid::regclass, role, privilege
  from pg_catalog.pg_class
  cross join unnest(array['anon', 'authenticated', 'app_service']) as role
  cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']) as privilege
  where relnamespace in ('platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace)
    and relkind in ('r', 'p', 'v', 'm', 'f')
    and (has_table_privilege(role, pg_class.oid, privilege)
      or (privilege in ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') and has_any_column_privilege(role, pg_class.oid, privilege)))
$$, 'anon, authenticated and app_service have no privilege on a table in these schemas');
select is_empty($$
  select pg_class.oid::regclass, role, privilege
  from pg_catalog.pg_class
  cross join unnest(array['anon', 'authenticated', 'app_service']) as role
  cross join unnest(array['SELECT', 'USAGE', 'UPDATE']) as privilege
  where relnamespace in ('platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace)
    and case relkind when 'S' then has_sequence_privilege(role, pg_class.oid, privilege) end
$$, 'anon, authenticated and app_service have no privilege on a sequence in these schemas');

select tests.act_as('alice');
select throws_ok('select from platform.' || name, '42501', null, 'alice reads no platform.' || name)
from unnest(array[
  'apps', 'app_tables', 'app_members', 'app_invitations', 'app_keys', 'audit_log', 'shards', 'settings', 'column_types',
  'scopes', 'ai_usage'
]) as name;
select throws_ok('select platform.get_app(57)', '42501', null, 'alice calls nothing in platform');
select tests.act_as_role('anon');
select throws_ok('select from platform.' || name, '42501', null, 'anon reads no platform.' || name)
from unnest(array[
  'apps', 'app_tables', 'app_members', 'app_invitations', 'app_keys', 'audit_log', 'shards', 'settings', 'column_types',
  'scopes', 'ai_usage'
]) as name;
select throws_ok('select platform.get_app(57)', '42501', null, 'anon calls nothing in platform');

select tests.act_as_role('service_role');
select is(platform.get_app(57) ->> 'name', 'App 57', 'service_role calls platform');
select isnt_empty('select from platform.apps where id = 57', 'service_role reads the registry');

select * from finish();
rollback;
