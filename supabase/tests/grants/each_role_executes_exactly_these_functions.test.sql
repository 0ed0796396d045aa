-- GRANT-2, GRANT-3: these are exactly the functions that the roles of the Data API and an app's role may execute, through any grant.
-- Nothing in access can be called by name: besides public, the roles have USAGE only on data_api, which is not exposed, and
-- service_role on platform. Policies, defaults and the wrappers in public call it.
begin;
select plan(7);
select tests.cast();

prepare executable (text) as
  select distinct format('%s.%s', pronamespace::regnamespace, proname collate "default")
  from pg_catalog.pg_proc
  where pronamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace,
    'data_api'::regnamespace)
    and has_function_privilege($1, pg_proc.oid, 'EXECUTE');

select bag_eq(format('execute executable(%L)', role), array[
  'access.anytextcat', 'access.array_append', 'access.array_cat', 'access.array_prepend', 'access.array_replace', 'access.array_to_string',
  'access.bitcat', 'access.byteacat', 'access.jsonb_concat', 'access.textanycat', 'access.textcat', 'access.tsvector_concat',
  'access.applies_to', 'access.can_access', 'access.can_write', 'access.email', 'access.enter_code', 'access.has_app_role',
  'access.is_app_active', 'access.passes_row_security',
  'access.is_not_explained', 'access.jwt', 'access.lpad', 'access.metered', 'access.regexp_replace',
  'access.replace', 'access.repeat', 'access.role', 'access.rpad', 'access.user_id',
  'data_api.check_request', 'data_api.enter_app'
], role || ' executes only what policies, defaults and the Data API call')
from unnest(array['anon', 'app_service']) as role;

select bag_eq($$execute executable('authenticated')$$, array[
  'access.anytextcat', 'access.array_append', 'access.array_cat', 'access.array_prepend', 'access.array_replace', 'access.array_to_string',
  'access.bitcat', 'access.byteacat', 'access.jsonb_concat', 'access.textanycat', 'access.textcat', 'access.tsvector_concat',
  'access.applies_to', 'access.can_access', 'access.can_write', 'access.email', 'access.enter_code', 'access.has_app_role',
  'access.is_app_active', 'access.passes_row_security',
  'access.is_not_explained', 'access.jwt', 'access.lpad', 'access.metered', 'access.regexp_replace',
  'access.replace', 'access.repeat', 'access.role', 'access.rpad', 'access.user_id',
  'data_api.check_request', 'data_api.enter_app', 'data_api.finish_sign_ups',
  'access.join_app', 'access.leave_app', 'access.my_apps', 'public.join_app', 'public.leave_app', 'public.my_apps'
], 'authenticated executes only what policies, defaults and the Data API call, and the three functions for users');

select bag_eq($$execute executable('service_role')$$, array[
  'access.anytextcat', 'access.array_append', 'access.array_cat', 'access.array_prepend', 'access.array_replace', 'access.array_to_string',
  'access.bitcat', 'access.byteacat', 'access.jsonb_concat', 'access.textanycat', 'access.textcat', 'access.tsvector_concat',
  'access.applies_to', 'access.can_access', 'access.can_write', 'access.email', 'access.enter_code', 'access.has_app_role',
  'access.is_app_active', 'access.passes_row_security',
  'access.is_not_explained', 'access.jwt', 'access.lpad', 'access.metered', 'access.regexp_replace',
  'access.replace', 'access.repeat', 'access.role', 'access.rpad', 'access.user_id',
  'data_api.check_request',
  'platform.create_app', 'platform.delete_app', 'platform.get_app', 'platform.list_apps', 'platform.purge_app', 'platform.resume_app',
  'platform.suspend_app', 'platform.update_app', 'platform.repair_app',
  'platform.verify_app', 'platform.verify_shard', 'platform.verify_shard_page',
  'platform.app_standards', 'platform.typescript_types',
  'platform.create_table', 'platform.describe_app', 'platform.describe_table', 'platform.drop_table', 'platform.alter_table',
  'platform.plan_schema', 'platform.apply_schema', 'platform.list_schema_changes', 'platform.rollback_schema_change',
  'platform.list_dropped', 'platform.restore_dropped', 'platform.purge_dropped', 'platform.validate_schema', 'platform.validate_table',
  'platform.finish_account_changes', 'platform.run_pending_code',
  'platform.add_member', 'platform.invite_member', 'platform.list_members', 'platform.remove_member', 'platform.revoke_invitation',
  'platform.update_member',
  'platform.create_app_key', 'platform.find_app_key', 'platform.list_app_keys', 'platform.revoke_app_key',
  'platform.check_sql', 'platform.exec_sql', 'platform.record_refusal', 'platform.sql_history', 'public.exec_sql',
  'platform.ai_budget', 'platform.index_prefix', 'platform.record_ai_usage'
], 'service_role executes only what policies, defaults and the Data API call, and the control functions');

select bag_eq($$execute executable('app_57')$$, array[
  'access.anytextcat', 'access.array_append', 'access.array_cat', 'access.array_prepend', 'access.array_replace', 'access.array_to_string',
  'access.bitcat', 'access.byteacat', 'access.jsonb_concat', 'access.textanycat', 'access.textcat', 'access.tsvector_concat',
  'access.applies_to', 'access.can_access', 'access.can_write', 'access.email', 'access.enter_code', 'access.has_app_role',
  'access.is_app_active', 'access.passes_row_security',
  'access.is_not_explained', 'access.jwt', 'access.lpad', 'access.metered', 'access.regexp_replace',
  'access.replace', 'access.repeat', 'access.require_memory', 'access.role', 'access.rpad', 'access.user_id',
  'access.is_narrow', 'access.tg_check_references', 'access.tg_keep_created_at', 'access.tg_keep_owner', 'access.tg_keep_timestamps',
  'sandbox.app_57_query', 'sandbox.app_57_read', 'sandbox.app_57_write'
], 'the role of an app executes only what its policies and triggers name, and its executors');

select bag_eq($$execute executable('app_57_user')$$, array[
  'access.anytextcat', 'access.array_append', 'access.array_cat', 'access.array_prepend', 'access.array_replace', 'access.array_to_string',
  'access.bitcat', 'access.byteacat', 'access.jsonb_concat', 'access.textanycat', 'access.textcat', 'access.tsvector_concat',
  'access.applies_to', 'access.can_access', 'access.can_write', 'access.email', 'access.enter_code', 'access.has_app_role',
  'access.is_app_active', 'access.passes_row_security',
  'access.is_not_explained', 'access.jwt', 'access.lpad', 'access.metered', 'access.regexp_replace',
  'access.replace', 'access.repeat', 'access.require_memory', 'access.role', 'access.rpad', 'access.user_id',
  'access.tg_check_references', 'access.tg_keep_created_at', 'access.tg_keep_owner', 'access.tg_keep_timestamps'
], 'the second role of an app executes only what policies and triggers name');

select bag_eq($$
  select role || ' ' || schema from unnest(array['anon', 'app_57', 'app_57_user', 'app_service', 'authenticated', 'service_role']) as role,
    unnest(array['access', 'code', 'data_api', 'platform', 'public', 'sandbox']) as schema
  where has_schema_privilege(role, schema, 'USAGE')
$$, array['anon data_api', 'anon public', 'app_57 access', 'app_57 code', 'app_57 public', 'app_57_user access', 'app_57_user code',
    'app_57_user public', 'app_service data_api', 'app_service public',
    'authenticated data_api', 'authenticated public', 'service_role data_api', 'service_role platform', 'service_role public'],
  'the roles may use exactly these schemas');

select * from finish();
rollback;
