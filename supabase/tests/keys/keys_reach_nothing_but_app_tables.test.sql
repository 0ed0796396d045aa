-- KEY-7: the role of all keys has no attribute and no membership, only authenticator and postgres can become it, and it reaches
-- only the tables of apps: no registry, no account, no function for users or the platform.
begin;
select plan(19);
select tests.cast();
select tests.create_key('of 57', 57);

select results_eq($$
  select rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls
  from pg_catalog.pg_roles where rolname = 'app_service'
$$, 'values (false, false, false, false, false, false, false)', 'the role app_service has no attribute');
select is_empty($$select from pg_catalog.pg_auth_members where member = 'app_service'::regrole$$,
  'the role app_service is a member of no role');
select results_eq($$
  select distinct pg_get_userbyid(member), inherit_option from pg_catalog.pg_auth_members
  where roleid = 'app_service'::regrole and (set_option or inherit_option) order by 1
$$, $$values ('authenticator'::name, false), ('postgres', false)$$,
  'authenticator and postgres can become app_service and inherit nothing from it');
select results_eq($$select pg_get_userbyid(member) from pg_catalog.pg_auth_members where roleid = 'app_service'::regrole and admin_option$$,
  array['postgres'::name], 'only postgres may grant app_service');
select is((select setconfig from pg_catalog.pg_db_role_setting where setrole = 'app_service'::regrole),
  array['statement_timeout=8s', 'transaction_timeout=20s'],
  'the statements of app_service have the time limit of those of users');

select results_eq($$
  select nspname from pg_catalog.pg_namespace
  where nspname !~ '^pg_' and (has_schema_privilege('app_service', oid, 'USAGE') or has_schema_privilege('app_service', oid, 'CREATE'))
  order by 1
$$, array['data_api', 'extensions', 'information_schema', 'public', 'tests']::name[], 'app_service may use only these schemas');
select is_empty($$
  select from pg_catalog.pg_namespace where nspname !~ '^pg_' and has_schema_privilege('app_service', oid, 'CREATE')
$$, 'app_service creates nothing in any schema');
prepare executable as
  select distinct format('%s.%s', pronamespace::regnamespace, proname collate "default")
  from pg_catalog.pg_proc
  where pronamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace,
    'data_api'::regnamespace)
    and has_function_privilege('app_service', pg_proc.oid, 'EXECUTE');
select bag_eq('execute executable', array[
  'access.anytextcat', 'access.array_append', 'access.array_cat', 'access.array_prepend', 'access.array_replace', 'access.array_to_string',
  'access.bitcat', 'access.byteacat', 'access.jsonb_concat', 'access.textanycat', 'access.textcat', 'access.tsvector_concat',
  'access.applies_to', 'access.can_access', 'access.can_write', 'access.email', 'access.enter_code', 'access.has_app_role',
  'access.is_app_active', 'access.passes_row_security',
  'access.is_not_explained', 'access.jwt', 'access.lpad', 'access.metered', 'access.regexp_replace',
  'access.replace', 'access.repeat', 'access.rpad', 'access.role', 'access.user_id',
  'data_api.check_request', 'data_api.enter_app'
], 'app_service executes only the functions that policies, defaults and the Data API call');
select is_empty($$
  select pg_class.oid::regclass from pg_catalog.pg_class
  where relkind in ('r', 'p', 'v', 'm', 'f')
    and relnamespace in ('platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace, 'auth'::regnamespace)
    and (has_table_privilege('app_service', pg_class.oid, 'SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER,MAINTAIN')
      or has_any_column_privilege('app_service', pg_class.oid, 'SELECT,INSERT,UPDATE,REFERENCES'))
$$, 'app_service has no privilege on a table of the platform or of Auth');
select is_empty($$
  select pg_class.oid::regclass from pg_catalog.pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
    and has_table_privilege('app_service', pg_class.oid, 'TRUNCATE,REFERENCES,TRIGGER,MAINTAIN')
$$, 'app_service has only DML privileges on the tables of apps');

select tests.act_as_key('of 57', 57);
select throws_ok(statement, '42501', null, 'a key cannot run this: ' || statement)
from unnest(array[
  'select public.join_app(57)', 'select public.leave_app(57)', 'select public.my_apps()', 'select from platform.apps',
  'select from platform.app_keys',
  'select platform.get_app(57)', 'select from auth.users', 'create table public.app_57_x (id int)'
]) as statement;
select isnt_empty('select from public.app_57_todos', 'a key reads the rows of its app');

select * from finish();
rollback;
