-- verify_change: Returns what the catalog shows to be wrong with an app after a change of the given relations (see
-- changed_relations): the findings of verify_app, without examining the other relations.
create or replace function platform.verify_change(app_id bigint, relations oid[])
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
begin
  return query
    select * from platform.role_findings(app_id)
    union all select * from platform.executor_findings(app_id)
    union all select * from platform.function_findings(app_id)
    union all select * from platform.registry_findings(app_id)
    union all select * from platform.verify_tables(app_id, relations)
    union all select * from platform.expression_findings(app_id, relations);
end
$$;

comment on function platform.verify_change is
  'Returns what the catalog shows to be wrong with an app after a change of the given relations.';

revoke all on function platform.verify_change from public, anon, authenticated, service_role;
