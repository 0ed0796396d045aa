-- GRANT-2, GRANT-3: the functions that the roles of the Data API may execute, by whatever grant, are these and no others.
-- What stands in access is not reached by name: no role here but service_role has USAGE on a schema of ours beside public, and
-- that on platform alone. Policies, defaults and the wrappers in public call it.
begin;
select plan(5);
select tests.cast();

prepare executable (text) as
  select format('%s.%s', pronamespace::regnamespace, proname collate "default")
  from pg_catalog.pg_proc
  where pronamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace)
    and has_function_privilege($1, pg_proc.oid, 'EXECUTE');

select bag_eq($$execute executable('anon')$$, array[
  'access.can_access', 'access.can_write', 'access.has_app_role', 'access.is_app_active', 'access.user_id'
], 'anon executes what policies call');

select bag_eq($$execute executable('authenticated')$$, array[
  'access.can_access', 'access.can_write', 'access.has_app_role', 'access.is_app_active', 'access.join_app', 'access.leave_app', 'access.my_apps', 'access.user_id',
  'public.join_app', 'public.leave_app', 'public.my_apps'
], 'authenticated executes what policies call, and the three functions for users');

select bag_eq($$execute executable('service_role')$$, array[
  'access.can_access', 'access.can_write', 'access.has_app_role', 'access.is_app_active', 'access.user_id',
  'platform.add_member', 'platform.create_app', 'platform.create_app_key', 'platform.create_table', 'platform.delete_app', 'platform.describe_app', 'platform.describe_table',
  'platform.drop_table', 'platform.find_app_key', 'platform.get_app', 'platform.invite_member', 'platform.list_app_keys', 'platform.list_apps', 'platform.list_members', 'platform.purge_app',
  'platform.remove_member', 'platform.repair_app', 'platform.resume_app', 'platform.revoke_app_key', 'platform.suspend_app', 'platform.update_app', 'platform.update_member',
  'platform.validate_schema', 'platform.validate_table', 'platform.verify_app', 'platform.verify_shard'
], 'service_role executes the control functions');

select bag_eq($$execute executable('app_57')$$, array[
  'access.can_access', 'access.can_write', 'access.has_app_role', 'access.is_app_active', 'access.tg_keep_owner', 'access.user_id', 'sandbox.app_57_write'
], 'the role of an app executes what its policies and triggers name, and owns its executor');

select bag_eq($$
  select role || ' ' || schema from unnest(array['anon', 'app_57', 'authenticated', 'service_role']) as role,
    unnest(array['access', 'platform', 'public', 'sandbox']) as schema
  where has_schema_privilege(role, schema, 'USAGE')
$$, array['anon public', 'app_57 access', 'app_57 public', 'authenticated public', 'service_role platform', 'service_role public'],
  'and these schemas are open to them');

select * from finish();
rollback;
