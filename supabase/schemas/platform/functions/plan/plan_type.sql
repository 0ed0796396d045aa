-- plan_type: Returns the operation that changes a column's type. It drops the column's limits and default, which
-- plan_column plans again for the new type. If converting back could lose information, the old values are saved; when the
-- change is undone, they return to rows that nobody has changed since.
-- Errors: 22023 unsupported_type_change.
create or replace function platform.plan_type(app_id bigint, table_name text, spec jsonb, before jsonb, objects jsonb, restores jsonb)
returns platform.operation
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, table_name);
  v_alter constant text := format('alter table public.%I ', v_table);
  v_column constant text := spec ->> 'name';
  v_sql_type constant text := platform.sql_type(spec ->> 'type');
  v_saved_id constant bigint := platform.restored_id(restores, 'values', table_name, v_column);
  v_saved constant text := platform.app_object(app_id, v_saved_id::text);
  v_conversion constant platform.type_conversions := platform.type_conversion(
    table_name || '.' || v_column, before ->> 'type', spec ->> 'type', v_saved is not null);
  v_using constant text := format(v_conversion.expression, v_column, v_sql_type);
  v_sql text;
begin
  select coalesce(string_agg(v_alter || format('drop constraint %I;', object ->> 'later'), ''), '') into v_sql
  from jsonb_array_elements(objects) as element (object) where object ->> 'kind' = 'c' and object -> 'options' <> '[]';
  v_sql := v_sql || v_alter || format('alter column %I drop default;', v_column);
  if v_saved is not null then
    v_sql := v_sql || v_alter || format('alter column %I drop not null;', v_column) || platform.without_triggers_ddl(v_table, format(
      'delete from trash.%1$I as saved using public.%2$I where %2$I.id = saved.id and %2$I.%3$I is distinct from saved.written;'
      'update public.%2$I set %3$I = null from trash.%1$I as saved where saved.id = %2$I.id;', v_saved, v_table, v_column));
  end if;
  v_sql := v_sql || v_alter || format('alter column %I type %s using %s;', v_column, v_sql_type, v_using);
  if v_saved is not null then
    v_sql := v_sql || platform.restore_values_ddl(app_id, table_name, v_column, v_saved_id)
      || case when before ? 'required' and spec ? 'required' then v_alter || format('alter column %I set not null;', v_column) else '' end;
  end if;
  return platform.make_operation('change_types', 'change_type', table_name, v_sql,
    column_name => v_column, before => before -> 'type', after => jsonb_build_object('type', spec -> 'type', 'using', v_using),
    rewrites => true,
    saves => case when not v_conversion.exact and v_saved is null then 'values' end,
    violation_condition => case when v_conversion.allowed is not null then
      format('%I is not null and (%s) is not true', v_column,
        format(v_conversion.allowed, v_column, replace(v_sql_type, '''', '''''')))
      || case when v_saved is null then '' else format(
        ' and not exists (select from trash.%1$I as saved where saved.id = %2$I.id and saved.written = %2$I.%3$I)',
        v_saved, v_table, v_column) end end,
    violation_reason => 'cast_failed',
    warning => case when not v_conversion.exact
      then 'Converting back may not give the same values; the old ones are kept in the trash.' end);
end
$$;

comment on function platform.plan_type is 'Returns the operation that changes a column''s type.';

revoke all on function platform.plan_type from public, anon, authenticated, service_role;
