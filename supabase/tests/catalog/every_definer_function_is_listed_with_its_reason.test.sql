-- DEF-1: only these functions run with the rights of their owner, each for the reason given. The list is that of docs/security.md.
begin;
select plan(4);
select tests.cast();

create temp table listed (name text, owner text, reason text);
insert into listed values
  ('access.can_access', 'postgres', 'policies call it as the user, who cannot read the registry'),
  ('access.can_write', 'postgres', 'policies call it as the user, who cannot read the registry'),
  ('access.has_app_key', 'postgres', 'keys cannot read the registry'),
  ('access.has_app_role', 'postgres', 'policies call it as the user, who cannot read the registry'),
  ('access.can_write', 'postgres', 'policies call it as the user or the key, who cannot read the registry'),
  ('access.has_app_key', 'postgres', 'keys cannot read the registry'),
  ('access.is_app_active', 'postgres', 'policies call it as the user, who cannot read the registry'),
  ('access.user_id', 'postgres', 'policies name it, and the role of an app has no USAGE on schema auth'),
  ('access.email', 'postgres', 'policies name it, and the role of an app has no USAGE on schema auth'),
  ('access.jwt', 'postgres', 'policies name it, and the role of an app has no USAGE on schema auth'),
  ('access.role', 'postgres', 'policies name it, and the role of an app has no USAGE on schema auth'),
  ('access.join_app', 'postgres', 'users cannot write the registry; it acts only for auth.uid()'),
  ('access.leave_app', 'postgres', 'users cannot write the registry; it acts only for auth.uid()'),
  ('access.my_apps', 'postgres', 'users cannot read the registry; it returns only the apps of auth.uid()'),
  ('access.tg_users__enrol', 'postgres', 'it fires in the session of Auth, which cannot reach the registry'),
  ('access.tg_users__sync_profile', 'postgres', 'it fires in the session of Auth, which cannot reach the registry'),
  ('access.tg_app_members__remove_profile', 'postgres', 'it fires in the session of Auth, which cannot reach the app'),
  ('platform.create_app', 'postgres', 'service_role cannot create roles'),
  ('platform.purge_app', 'postgres', 'service_role cannot drop roles'),
  ('platform.create_table', 'postgres', 'service_role cannot run anything as an app'),
  ('platform.drop_table', 'postgres', 'service_role cannot run anything as an app'),
  ('platform.alter_table', 'postgres', 'service_role cannot run anything as an app'),
  ('platform.apply_schema', 'postgres', 'service_role cannot run anything as an app'),
  ('platform.list_dropped', 'postgres', 'service_role may not execute what it calls'),
  ('platform.list_schema_changes', 'postgres', 'service_role may not execute what it calls'),
  ('platform.plan_schema', 'postgres', 'service_role may not execute what it calls'),
  ('platform.purge_dropped', 'postgres', 'service_role cannot run anything as an app'),
  ('platform.restore_dropped', 'postgres', 'service_role cannot run anything as an app'),
  ('platform.rollback_schema_change', 'postgres', 'service_role cannot run anything as an app'),
  ('platform.repair_app', 'postgres', 'service_role cannot run anything as an app'),
  ('platform.update_app', 'postgres', 'service_role cannot write the registry'),
  ('platform.suspend_app', 'postgres', 'service_role cannot write the registry'),
  ('platform.resume_app', 'postgres', 'service_role cannot write the registry'),
  ('platform.delete_app', 'postgres', 'service_role cannot write the registry'),
  ('platform.add_member', 'postgres', 'service_role cannot write the registry'),
  ('platform.update_member', 'postgres', 'service_role cannot write the registry'),
  ('platform.remove_member', 'postgres', 'service_role cannot write the registry'),
  ('platform.invite_member', 'postgres', 'service_role cannot write the registry'),
  ('platform.create_app_key', 'postgres', 'service_role cannot write the registry'),
  ('platform.revoke_app_key', 'postgres', 'service_role cannot write the registry'),
  ('platform.find_app_key', 'postgres', 'service_role cannot read the hashes of keys'),
  ('platform.list_app_keys', 'postgres', 'service_role may not execute what it calls'),
  ('platform.get_app', 'postgres', 'service_role may not execute what it calls'),
  ('platform.list_apps', 'postgres', 'service_role may not execute what it calls'),
  ('platform.list_members', 'postgres', 'service_role cannot read auth.users'),
  ('platform.app_standards', 'postgres', 'service_role may not execute what it calls'),
  ('platform.typescript_types', 'postgres', 'service_role may not execute what it calls'),
  ('platform.describe_app', 'postgres', 'service_role may not execute what it calls'),
  ('platform.describe_table', 'postgres', 'service_role may not execute what it calls'),
  ('platform.verify_app', 'postgres', 'service_role may not execute what it calls'),
  ('platform.verify_shard', 'postgres', 'service_role may not execute what it calls'),
  ('platform.verify_shard_page', 'postgres', 'service_role may not execute what it calls'),
  ('platform.validate_schema', 'postgres', 'service_role may not execute what it calls'),
  ('platform.validate_table', 'postgres', 'service_role may not execute what it calls'),
  ('sandbox.factory_script', 'postgres', 'factories have no USAGE on schema platform; it only builds a string'),
  ('platform.create_app_key', 'postgres', 'service_role cannot write the registry'),
  ('platform.revoke_app_key', 'postgres', 'service_role cannot write the registry'),
  ('platform.find_app_key', 'postgres', 'service_role cannot read the hashes of keys'),
  ('platform.list_app_keys', 'postgres', 'service_role may not execute what it calls'),
  ('platform.exec_sql', 'postgres', 'service_role cannot run anything as an app'),
  ('platform.record_refusal', 'postgres', 'service_role cannot write the audit log'),
  ('platform.check_sql', 'postgres', 'service_role may not execute what it calls'),
  ('platform.sql_history', 'postgres', 'service_role may not execute what it calls'),
  ('platform.ai_budget', 'postgres', 'service_role may not execute what it calls'),
  ('platform.record_ai_usage', 'postgres', 'service_role cannot write the registry');
insert into listed
select format('sandbox.%s_%s', role, suffix), role, 'runs SQL as the app'
from unnest(array['app_57', 'app_58']) as role, unnest(array['write', 'query', 'read']) as suffix
union all
select format('sandbox.app_factory_%s', n), format('app_factory_%s', n), 'creates and drops the roles of its apps'
from generate_series(0, 199) as n;

create temp view definers as
  select format('%s.%s', pronamespace::regnamespace, proname collate "default") as name,
    pg_get_userbyid(proowner)::text collate "default" as owner
  from pg_catalog.pg_proc
  where pronamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace)
    and prosecdef
    -- The shard may have other apps, each with its executors.
    and not (proname ~ '^app_\d+_(write|query|read)$' and proname !~ '^app_5[78]_' and proname in (
      pg_get_userbyid(proowner) || '_write', pg_get_userbyid(proowner) || '_query', pg_get_userbyid(proowner) || '_read'));
select is_empty('select * from definers except select name, owner from listed', 'every definer function is listed with its owner');
select is_empty('select name, owner from listed except select * from definers', 'every listed function is a definer function');
select is_empty($$
  select pg_proc.oid::regprocedure from pg_catalog.pg_proc
  where pronamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace)
    and pg_get_userbyid(proowner) <> 'postgres'
$$, 'every function outside of sandbox belongs to postgres');

alter function platform.setting(text) security definer;
select results_eq('select * from definers except select name, owner from listed', $$ values ('platform.setting', 'postgres') $$,
  'a function that becomes a definer function would be found');

select * from finish();
rollback;
