-- repair_scopes: Gives the tables of an app the scope of their baseline where it was changed in the registry. Returns the steps
-- that it took, one string each.
create or replace function platform.repair_scopes(app_id bigint)
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_steps text[];
begin
  with repaired as (
    update platform.app_tables set scope = app_tables.baseline ->> 'scope'
    where app_tables.app_id = repair_scopes.app_id
      and app_tables.name in (select finding.table_name from platform.scope_findings(repair_scopes.app_id) as finding)
    returning format('restored the scope of table %s', platform.app_object(app_tables.app_id, app_tables.name)) as step
  )
  select coalesce(array_agg(repaired.step order by repaired.step), '{}') into v_steps from repaired;
  return v_steps;
end
$$;

comment on function platform.repair_scopes is 'Gives the tables of an app the scope of their baseline.';

revoke all on function platform.repair_scopes from public, anon, authenticated, service_role;
