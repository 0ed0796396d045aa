-- DEF-1: these functions run with the rights of their owner, and no others. docs/definers.md has their reasons.
begin;
select plan(4);
select tests.cast();

create temp table listed (name text primary key, owner text not null);
insert into listed
select name, 'postgres' from unnest(array[
  'access.anytextcat', 'access.array_append', 'access.array_cat', 'access.array_prepend', 'access.array_replace', 'access.array_to_string',
  'access.bitcat', 'access.byteacat', 'access.jsonb_concat', 'access.textanycat', 'access.textcat', 'access.tsvector_concat',
  'access.applies_to', 'access.before_user_created', 'access.can_access', 'access.can_write',
  'access.custom_access_token', 'access.email',
  'access.enter_code', 'access.has_app_key', 'access.has_app_role',
  'access.is_app_active', 'access.join_app', 'access.jwt', 'access.leave_app', 'access.lpad', 'access.metered', 'access.my_apps',
  'access.passes_row_security',
  'access.regexp_replace', 'access.repeat', 'access.replace', 'access.require_memory', 'access.role', 'access.rpad',
  'data_api.enter_app', 'data_api.finish_sign_ups',
  'access.tg_app_members__remove_profiles', 'access.tg_users__enrol', 'access.tg_users__sync_profile', 'access.user_id',
  'platform.add_member', 'platform.ai_budget', 'platform.alter_table', 'platform.app_standards', 'platform.apply_schema',
  'platform.check_sql', 'platform.create_app', 'platform.create_app_key', 'platform.create_table', 'platform.delete_app',
  'platform.describe_app', 'platform.describe_table', 'platform.drop_table', 'platform.exec_sql', 'platform.find_app_key',
  'platform.finish_account_changes',
  'platform.get_app', 'platform.invite_member', 'platform.list_app_keys', 'platform.list_apps', 'platform.list_dropped',
  'platform.list_members', 'platform.list_schema_changes', 'platform.plan_schema', 'platform.purge_app',
  'platform.purge_dropped', 'platform.record_ai_usage', 'platform.record_refusal', 'platform.remove_member',
  'platform.repair_app', 'platform.restore_dropped', 'platform.resume_app', 'platform.revoke_app_key',
  'platform.revoke_invitation', 'platform.run_pending_code',
  'platform.rollback_schema_change', 'platform.sql_history', 'platform.suspend_app', 'platform.typescript_types',
  'platform.update_app', 'platform.update_member', 'platform.validate_schema', 'platform.validate_table',
  'platform.verify_app', 'platform.verify_shard', 'platform.verify_shard_page', 'sandbox.factory_script'
]) as name;
insert into listed
select format('sandbox.%s_%s', role, suffix), role
from unnest(array['app_57', 'app_58']) as role, unnest(array['write', 'query', 'read']) as suffix
union all
select format('sandbox.app_factory_%s', n), format('app_factory_%s', n) from generate_series(0, 199) as n;

create temp view definers as
  select format('%s.%s', pronamespace::regnamespace, proname collate "default") as name,
    pg_get_userbyid(proowner)::text collate "default" as owner
  from pg_catalog.pg_proc
  where pronamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace,
    'code'::regnamespace, 'data_api'::regnamespace)
    and prosecdef
    -- A shard that serves has apps of its own, each with its executors.
    and not (proname ~ '^app_\d+_(write|query|read)$' and proname !~ '^app_5[78]_' and proname in (
      pg_get_userbyid(proowner) || '_write', pg_get_userbyid(proowner) || '_query', pg_get_userbyid(proowner) || '_read'));
select is_empty('select * from definers except select * from listed', 'every definer function is listed, with its owner');
select is_empty('select * from listed except select * from definers', 'every listed function is a definer of that owner');
select is_empty($$
  select pg_proc.oid::regprocedure from pg_catalog.pg_proc
  where pronamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace)
    and pg_get_userbyid(proowner) <> 'postgres'
$$, 'postgres owns every function of public, platform and access');

alter function platform.setting(text) security definer;
select results_eq('select * from definers except select * from listed', $$ values ('platform.setting', 'postgres') $$,
  'a function that becomes a definer would be found');

select * from finish();
rollback;
