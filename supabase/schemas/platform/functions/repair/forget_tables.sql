-- forget_tables: Removes from the registry the tables of an app that raw DDL dropped or renamed, and returns how many. A table that
-- took the name of another does not take its scope, too: before has the ids that the names of the tables had before the DDL.
-- Saved values of their columns are marked as orphaned: they must not be restored into a new table of the same name.
create or replace function platform.forget_tables(app_id bigint, before jsonb)
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_gone text[];
begin
  with gone as (
    delete from platform.app_tables
    where app_tables.app_id = forget_tables.app_id and app_tables.scope <> 'profile'
      and (
        app_tables.name in (select finding.table_name from platform.registry_findings(forget_tables.app_id) as finding)
        or app_tables.name in (
          select relation.name from platform.registered_relations(forget_tables.app_id) as relation
          where relation.id <> (before ->> relation.name)::oid)
      )
    returning app_tables.name
  )
  select array_agg(gone.name) into v_gone from gone;
  update platform.dropped_objects set is_orphaned = true
  where dropped_objects.app_id = forget_tables.app_id and dropped_objects.table_name = any (v_gone)
    and dropped_objects.kind <> 'table' and dropped_objects.parent_id is null;
  return coalesce(cardinality(v_gone), 0);
end
$$;

comment on function platform.forget_tables is 'Removes from the registry the tables of an app that raw DDL dropped or renamed.';

revoke all on function platform.forget_tables from public, anon, authenticated, service_role;
