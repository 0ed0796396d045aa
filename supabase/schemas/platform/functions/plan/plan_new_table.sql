-- plan_new_table: the operations that make a table which the app does not have, or bring it back from the trash.
create or replace function platform.plan_new_table(app_id bigint, spec jsonb, restores jsonb)
returns setof platform.operation
language plpgsql
stable
rows 3
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name constant text := spec ->> 'name';
  v_dropped constant jsonb := restores -> ('table ' || v_name);
  v_column jsonb;
begin
  if v_dropped is null then
    return next platform.make_operation(8000, 'create_table', v_name,
      platform.table_ddl(app_id, spec) || platform.protection_ddl(app_id, v_name, platform.canonical_scope(spec ->> 'scope')),
      after => jsonb_build_object('scope', platform.canonical_scope(spec ->> 'scope'), 'display_name', platform.display_name(spec)), lock => null);
  else
    return next platform.make_operation(8000, 'restore_table', v_name,
      format('alter table trash.%I set schema public;', platform.app_object(app_id, v_dropped #>> '{}')), after => v_dropped, lock => null);
  end if;
  for v_column in select * from jsonb_array_elements(spec -> 'columns') where value ? 'references' loop
    return next platform.make_operation(15000, 'add_reference', v_name,
      case when v_dropped is null then '' else platform.on_delete_ddl(app_id, v_name, v_column) end
      || platform.reference_ddl(app_id, jsonb_build_object('name', v_name, 'columns', jsonb_build_array(v_column))),
      column_name => v_column ->> 'name', after => platform.canonical_reference(v_column), lock => 'SHARE ROW EXCLUSIVE');
  end loop;
end
$$;

comment on function platform.plan_new_table is 'The operations that make a table which the app does not have.';

revoke all on function platform.plan_new_table from public, anon, authenticated, service_role;
