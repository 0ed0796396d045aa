-- plan_new_column: Returns the operations that add a column to a table: empty, filled with its default, or with its values
-- from the trash. A native column only comes from there.
-- Errors: 22023 unknown_type.
create or replace function platform.plan_new_column(app_id bigint, table_name text, spec jsonb, restores jsonb)
returns setof platform.operation
language plpgsql
stable
rows 3
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, table_name);
  v_column constant text := spec ->> 'name';
  v_type constant text := coalesce(platform.canonical_type(spec ->> 'type'), spec ->> 'type');
  v_dropped constant bigint := platform.restored_id(restores, 'column', table_name, v_column);
  v_bare jsonb := jsonb_build_object('name', v_column, 'type', v_type);
  -- What restores a column that no spec can state, or not its default.
  v_saved constant jsonb := (
    select dropped_objects.spec from platform.dropped_objects
    where dropped_objects.app_id = plan_new_column.app_id and dropped_objects.id = v_dropped and dropped_objects.spec ? 'definition');
begin
  if v_type = 'native' and v_saved is null then
    raise exception 'Cannot create column "%" of table "%": its type is native', v_column, table_name
      using errcode = '22023', detail = 'unknown_type', hint = platform.spec_hint('unknown_type');
  elsif v_saved is not null then
    return next platform.make_operation('add_columns', 'restore_column', table_name,
      platform.restored_column_ddl(app_id, table_name, v_column, v_saved, v_dropped),
      column_name => v_column, after => platform.canonical_column(spec), rewrites => true);
    if v_type <> 'native' then
      return query select * from platform.plan_column(app_id, table_name, spec, v_bare, v_table, '[]', '{}', '[]', true);
    -- restore_dropped has adjusted its spec; that of a rollback says only native.
    elsif (case when spec ? 'definition' then spec else v_saved end) ? 'required' then
      return next platform.make_operation('make_required', 'set_required', table_name,
        format('alter table public.%I alter column %I set not null;', v_table, v_column),
        column_name => v_column, violation_condition => format('%I is null', v_column), violation_reason => 'rows_without_value');
    end if;
    return;
  end if;
  if spec ? 'default' then
    v_bare := v_bare || jsonb_build_object('default', spec -> 'default');
  end if;
  return next platform.make_operation('add_columns', case when v_dropped is null then 'add_column' else 'restore_column' end, table_name,
    format('alter table public.%I add column %I %s%s;', v_table, v_column, coalesce(platform.sql_type(v_type), v_type),
      case when spec ? 'default' then ' default ' || platform.default_expression(spec -> 'default', v_type) else '' end)
    || case when v_dropped is null then '' else platform.restore_values_ddl(app_id, table_name, v_column, v_dropped) end,
    column_name => v_column, after => platform.canonical_column(spec), rewrites => v_dropped is not null);
  return query select * from platform.plan_column(
    app_id, table_name, spec, platform.canonical_column(v_bare), v_table, '[]', '{}', '[]', true);
end
$$;

comment on function platform.plan_new_column is 'Returns the operations that add a column to a table.';

revoke all on function platform.plan_new_column from public, anon, authenticated, service_role;
