-- GRANT-1: no role of the Data API has TRUNCATE, REFERENCES, TRIGGER or MAINTAIN on any table of ours, through any grant: TRUNCATE is
-- not subject to row security, and the others are DDL.
begin;
select plan(5);
select tests.cast();

prepare found as
  select format('%s %s %s', pg_class.oid::regclass, role, privilege)
  from pg_catalog.pg_class
  cross join unnest(array['anon', 'app_service', 'authenticated', 'service_role']) as role
  cross join unnest(array['TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']) as privilege
  where relnamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace,
    'data_api'::regnamespace)
    and relkind in ('r', 'p', 'v', 'm', 'f')
    and (has_table_privilege(role, pg_class.oid, privilege)
      or (privilege = 'REFERENCES' and has_any_column_privilege(role, pg_class.oid, privilege)));
select is_empty('found', 'no table grants any of these privileges');

select sandbox.run_as_app(57, 'grant truncate on public.app_57_todos to authenticated');
select sandbox.run_as_app(57, 'grant references (id) on public.app_57_users to public');
select bag_eq('found', array[
  'app_57_todos authenticated TRUNCATE',
  'app_57_users anon REFERENCES', 'app_57_users app_service REFERENCES', 'app_57_users authenticated REFERENCES',
  'app_57_users service_role REFERENCES'
], 'a grant of one of these privileges would be found');

select ok(has_table_privilege('authenticated', 'public.app_57_lists', 'INSERT'), 'authenticated has DML');
select tests.act_as('bob');
select throws_ok('truncate public.app_57_lists', '42501', null, 'bob does not truncate');
select lives_ok('delete from public.app_57_lists where true', 'bob deletes rows');

select * from finish();
rollback;
