-- registry_findings: Returns the tables that are registered for an app but do not exist: all of them, or the one of the
-- given name.
create or replace function platform.registry_findings(app_id bigint, table_name text default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix constant text := platform.app_object(app_id, '');
begin
  return query
    select registry_findings.app_id, v_prefix || app_tables.name, 'table_missing', 'Run repair_app.', app_tables.name, true
    from platform.app_tables
    where app_tables.app_id = registry_findings.app_id
      and (registry_findings.table_name is null or app_tables.name = registry_findings.table_name)
      and not exists (
        select from pg_catalog.pg_class
        where pg_class.relnamespace = 'public'::regnamespace and pg_class.relname = (v_prefix || app_tables.name)::name);
end
$$;

comment on function platform.registry_findings is 'Returns the tables that are registered for an app but do not exist.';

revoke all on function platform.registry_findings from public, anon, authenticated, service_role;
