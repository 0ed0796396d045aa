-- rename_in_registry: Replaces a table's old name by its new one throughout the registry and the trash: as its own name, as
-- the table that values were saved from, and as the target of references.
create or replace function platform.rename_in_registry(app_id bigint, old_name text, new_name text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_refers constant jsonpath := format('$.columns[*].references.table ? (@ == %s)', to_json(old_name))::jsonpath;
begin
  update platform.app_tables set name = new_name where app_tables.app_id = rename_in_registry.app_id and app_tables.name = old_name;
  update platform.app_tables set baseline = platform.rename_reference(baseline, old_name, new_name)
  where app_tables.app_id = rename_in_registry.app_id and jsonb_path_exists(baseline, v_refers);
  update platform.dropped_objects set table_name = new_name
  where dropped_objects.app_id = rename_in_registry.app_id and dropped_objects.table_name = old_name
    and kind <> 'table' and parent_id is null and not is_orphaned;
  update platform.dropped_objects set spec = platform.rename_reference(spec, old_name, new_name)
  where dropped_objects.app_id = rename_in_registry.app_id
    and (jsonb_path_exists(spec, v_refers) or spec #>> '{references,table}' = old_name);
end
$$;

comment on function platform.rename_in_registry is 'Replaces a table''s old name by its new one in the registry and the trash.';

revoke all on function platform.rename_in_registry from public, anon, authenticated, service_role;
