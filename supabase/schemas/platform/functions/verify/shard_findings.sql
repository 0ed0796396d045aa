-- shard_findings: Returns what is wrong with the shard itself: roles and tables without an app, wrong counts, profiles that no job
-- brings in line with their accounts, outdated templates of scopes, schema code within reach of roles that are not of apps, and
-- settings of the Data API that are missing.
create or replace function platform.shard_findings()
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select substring(rolname from '\d+')::bigint, rolname::text, 'orphaned_role',
      'Drop what the role owns, then the role, through its factory.', null::text, false
    from pg_catalog.pg_roles
    where rolname ~ '^app_[1-9][0-9]{0,9}(?:_user)?$'
      and not exists (select from platform.apps where apps.id = substring(rolname from '\d+')::bigint)
      -- Another database of the same server may have an app of this id.
      and exists (
        select from pg_catalog.pg_shdepend
        where refclassid = 'pg_authid'::regclass and refobjid = pg_roles.oid
          and dbid = (select oid from pg_catalog.pg_database where datname = current_database())
      );
  return query
    select substring(relname from '\d+')::bigint, relname::text, 'orphaned_table',
      'Drop the table, or create its app.', null::text, false
    from pg_catalog.pg_class
    where relnamespace = 'public'::regnamespace and relkind <> 'i' and relname ~ '^app_[1-9][0-9]{0,9}_'
      and not exists (select from platform.apps where apps.id = substring(relname from '\d+')::bigint);
  return query
    select null::bigint, shards.name, 'count_differs', 'Run repair_app for any app; it corrects the counts.', null::text, false
    from platform.shards
    where is_local and (shards.app_count, shards.table_count)
      is distinct from ((select count(*) from platform.apps), (select count(*) from platform.app_tables));
  return query
    select pending.app_id, pending.user_id::text, 'account_change_stuck',
      'Read error in platform.pending_account_changes, remove the cause, then call '
        || case when pending.runs_code then 'run_pending_code.' else 'finish_account_changes.' end, 'users', false
    from platform.pending_account_changes as pending
    where pending.attempts >= 3 or pending.queued_at < now() - interval '1 day';
  return query
    select null::bigint, current.scope, 'template_outdated', 'Run prepare_scopes as postgres.', null::text, false
    from platform.current_templates() as current
    left join platform.scope_templates on scope_templates.scope = current.scope
    where (scope_templates.protection, scope_templates.facts) is distinct from (current.protection, current.facts);
  return query
    select null::bigint, 'code', 'schema_exposed',
      format('Revoke it: revoke all on schema code from %s.', coalesce(nullif(granted.grantee::regrole::text, '-'), 'public')),
      null::text, false
    from pg_catalog.pg_namespace, pg_catalog.aclexplode(nspacl) as granted
    where nspname = 'code' and granted.grantee <> nspowner and granted.grantee <> 'app_installer'::regrole
      and (granted.grantee, granted.privilege_type) is distinct from ('app_code'::regrole::oid, 'USAGE');
  return query select * from platform.data_api_findings();
  return query select * from platform.privilege_findings();
end
$$;

comment on function platform.shard_findings is 'Returns what is wrong with the shard itself, apart from its apps.';

revoke all on function platform.shard_findings from public, anon, authenticated, service_role;
