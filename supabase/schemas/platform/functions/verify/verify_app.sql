-- verify_app: Returns what is wrong with an app, or with one of its tables; no rows for a sound app.
-- The roles, executors and functions, which no single table affects, are checked only with the whole app. Members without a profile
-- are found with the table users.
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
declare
  v_relations constant oid[] := case when table_name is not null then
    array_remove(array[to_regclass(format('public.%I', platform.app_object(app_id, table_name)))::oid], null) end;
begin
  if not exists (select from platform.apps where apps.id = verify_app.app_id) then
    raise exception 'Cannot verify app %: there is no such app', verify_app.app_id
      using errcode = 'PT404', detail = 'app_not_found', hint = 'Check the app id; list_apps lists every app.';
  end if;
  return query
    select * from platform.role_findings(app_id) where verify_app.table_name is null
    union all select * from platform.executor_findings(app_id) where verify_app.table_name is null
    union all select * from platform.sign_up_code_findings(app_id) where verify_app.table_name is null
    union all select * from platform.function_findings(app_id) where verify_app.table_name is null
    union all select * from platform.registry_findings(app_id, table_name)
    union all select * from platform.scope_findings(app_id, table_name)
    union all select * from platform.verify_relations(app_id, v_relations)
    union all select * from platform.expression_findings(app_id, v_relations)
    union all select * from platform.recursion_findings(app_id, v_relations)
    union all select * from platform.breadth_findings(app_id, v_relations)
    union all select * from platform.profile_findings(app_id) where coalesce(verify_app.table_name, 'users') = 'users';
end
$$;

comment on function platform.verify_app is 'Returns what is wrong with an app; no rows for a sound one.';

revoke all on function platform.verify_app from public, anon, authenticated, service_role;
grant execute on function platform.verify_app to service_role;
