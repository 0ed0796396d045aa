-- scope_findings: Returns the tables of an app, or the one of the given name, whose scope in the registry is no longer that of
-- their baseline: it was changed by hand, and repairing the policies would then open or close the table.
create or replace function platform.scope_findings(app_id bigint, table_name text default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select scope_findings.app_id, platform.app_object(scope_findings.app_id, app_tables.name), 'scope_changed', 'Run repair_app.',
      app_tables.name, true
    from platform.app_tables
    where app_tables.app_id = scope_findings.app_id and (scope_findings.table_name is null or app_tables.name = scope_findings.table_name)
      and app_tables.scope <> app_tables.baseline ->> 'scope';
end
$$;

comment on function platform.scope_findings is 'Returns the tables of an app whose scope was changed in the registry.';

revoke all on function platform.scope_findings from public, anon, authenticated, service_role;
