-- plan_new_table: Returns the operations that create a table that the app does not have, or restore it from the trash. A
-- created table is exactly what its canonical spec says, so its baseline need not be read back from the catalog.
create or replace function platform.plan_new_table(app_id bigint, spec jsonb, restores jsonb)
returns setof platform.operation
language plpgsql
stable
rows 3
set search_path = pg_catalog, pg_temp
as $$
declare
  v_spec constant jsonb := platform.canonical_table(spec);
  v_name constant text := v_spec ->> 'name';
  v_dropped constant bigint := platform.restored_id(restores, 'table', v_name);
  v_column jsonb;
begin
  if v_dropped is null then
    return next platform.make_operation('create_tables', 'create_table', v_name,
      platform.table_ddl(app_id, v_spec) || platform.protection_ddl(app_id, v_name, v_spec ->> 'scope'), lock => null,
      after => jsonb_build_object('scope', v_spec -> 'scope', 'display_name', v_spec -> 'display_name'),
      baseline => v_spec || jsonb_build_object('full_name', platform.app_object(app_id, v_name)));
  else
    return next platform.make_operation('create_tables', 'restore_table', v_name,
      format('alter table trash.%I set schema public;', platform.app_object(app_id, v_dropped::text)),
      after => to_jsonb(v_dropped), lock => null);
  end if;
  for v_column in select * from jsonb_array_elements(v_spec -> 'columns') where value ? 'references' loop
    return next platform.make_operation('add_references', 'add_reference', v_name,
      case when v_dropped is null then '' else platform.on_delete_ddl(app_id, v_name, v_column) end
      || platform.reference_ddl(app_id, jsonb_build_object('name', v_name, 'columns', jsonb_build_array(v_column))),
      column_name => v_column ->> 'name', after => v_column -> 'references',
      lock => case when v_dropped is not null then 'SHARE ROW EXCLUSIVE' end);
  end loop;
end
$$;

comment on function platform.plan_new_table is 'Returns the operations that create a table, or restore it from the trash.';

revoke all on function platform.plan_new_table from public, anon, authenticated, service_role;
