-- GRANT-5: service_role reads the registry, except the hashes of keys and invitations, and writes none of it directly: every
-- change goes through a function that checks and audits it.
begin;
select plan(20);
select tests.cast();

select is_empty($$
  select pg_class.oid::regclass, privilege
  from pg_catalog.pg_class
  cross join unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) as privilege
  where relnamespace = 'platform'::regnamespace and relkind in ('r', 'p')
    and (has_table_privilege('service_role', pg_class.oid, privilege)
      or (privilege in ('INSERT', 'UPDATE') and has_any_column_privilege('service_role', pg_class.oid, privilege)))
$$, 'service_role may write no table of the registry');
select is_empty($$
  select pg_class.oid::regclass from pg_catalog.pg_class
  where relnamespace = 'platform'::regnamespace
    and case relkind when 'S' then has_sequence_privilege('service_role', pg_class.oid, 'USAGE,UPDATE') end
$$, 'service_role may use no sequence of the registry');
select ok(not has_column_privilege('service_role', 'platform.app_keys', 'token_hash', 'SELECT'),
  'service_role may not read the hash of a key');
select ok(not has_column_privilege('service_role', 'platform.app_invitations', 'secret_hash', 'SELECT'),
  'service_role may not read the hash of an invitation');
select ok(has_column_privilege('service_role', 'platform.app_invitations', 'email', 'SELECT'),
  'service_role reads which addresses are invited');

select tests.act_as_role('service_role');
select throws_ok('delete from platform.' || name || ' where true', '42501', null, 'service_role deletes nothing from ' || name)
from unnest(array[
  'apps', 'app_tables', 'app_members', 'app_invitations', 'app_keys', 'audit_log', 'shards', 'settings', 'column_types',
  'scopes', 'ai_usage'
]) as name;
select throws_ok($$update platform.app_members set role = 'owner' where true$$, '42501', null, 'service_role changes no membership');
select throws_ok($$insert into platform.app_members (app_id, user_id) values (57, tests.user_id('mallory'))$$,
  '42501', null, 'service_role inserts no membership');

select results_eq('select user_id from platform.app_members where app_id = 58',
  array[tests.user_id('eve')], 'service_role reads memberships');
select isnt_empty($$select platform.add_member(58, tests.user_id('mallory'))$$, 'service_role creates a membership with add_member');

select * from finish();
rollback;
