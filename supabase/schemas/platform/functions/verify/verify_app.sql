-- verify_app: what the catalog says is wrong with an app, or with one of its tables; no row for a sound one. What one table cannot
-- change, the role, its executors and the expressions of submitted SQL, is looked at with the whole app alone.
-- Runs after every change of tables, where a finding rolls the change back, and on demand.
-- Called by: the apps function, the platform and DBAs (service_role, postgres).
-- Security: definer, because service_role may not execute what it calls.
-- Errors: PT404 app_not_found.
create or replace function platform.verify_app(app_id bigint, table_name text default null)
returns setof platform.finding
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
begin
  if not exists (select from platform.apps where apps.id = verify_app.app_id) then
    raise exception 'Cannot verify app %: there is no such app', verify_app.app_id
      using errcode = 'PT404', detail = 'app_not_found', hint = 'List the apps with list_apps.';
  end if;
  return query
    select * from platform.role_findings(app_id) where table_name is null
    union all select * from platform.executor_findings(app_id) where table_name is null
    union all select * from platform.relation_findings(app_id, table_name)
    union all select * from platform.owner_findings(app_id, table_name)
    union all select * from platform.trigger_findings(app_id, table_name)
    union all select * from platform.policy_findings(app_id, table_name)
    union all select * from platform.grant_findings(app_id, table_name)
    union all select * from platform.expression_findings(app_id) where table_name is null;
end
$$;

comment on function platform.verify_app is 'What the catalog says is wrong with an app.';

revoke all on function platform.verify_app from public, anon, authenticated, service_role;
grant execute on function platform.verify_app to service_role;
