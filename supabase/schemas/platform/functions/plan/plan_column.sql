-- plan_column: Returns the operations that bring a column to its spec. before is its current description; objects are the
-- constraints and indexes on only this column (see dependent_objects); is_new means that this plan adds the column. renames
-- and restores are as in plan_table. A native column stays as it is.
-- Errors: PT409 object_in_use, 22023 unsupported_type_change.
create or replace function platform.plan_column(
  app_id bigint,
  table_name text,
  spec jsonb,
  before jsonb,
  full_name_now text,
  objects jsonb,
  renames jsonb,
  restores jsonb,
  is_new boolean default false
)
returns setof platform.operation
language plpgsql
stable
rows 3
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, table_name);
  v_alter constant text := format('alter table public.%I ', v_table);
  v_column constant text := spec ->> 'name';
  v_will constant jsonb := platform.canonical_column(spec);
  v_type constant text := v_will ->> 'type';
  v_id constant oid := to_regclass(format('public.%I', full_name_now));
  v_retyped constant boolean := replace(v_type, 'enum', 'text') <> replace(before ->> 'type', 'enum', 'text');
  v_nulls constant bigint := platform.restored_id(restores, 'nulls', table_name, v_column);
  v_is_big constant boolean := not is_new and platform.is_big(full_name_now);
begin
  if v_type = 'native' then
    return;
  elsif v_retyped and not is_new then
    perform platform.require_no_raw_objects(v_id, before ->> 'name', 'change the type of');
    if not before ? 'default' then
      perform platform.require_no_raw_default(v_id, before ->> 'name', 'change the type of');
    end if;
  end if;
  if v_retyped then
    return next platform.plan_type(app_id, table_name, v_will, before, objects, restores);
  end if;
  if v_will ? 'values' and spec ? 'renamed_values' and v_will -> 'values' is distinct from before -> 'values' then
    perform platform.require_no_raw_objects(v_id, before ->> 'name', 'rename values of');
  end if;
  return query select * from platform.plan_limits(v_table, table_name, spec,
    case when v_retyped then before - '{max_length,min_length,min,max,values}'::text[] else before end,
    case when v_retyped then '[]' else objects end, v_is_big);

  if v_will -> 'default' is distinct from (case when not v_retyped then before -> 'default' end) then
    if not before ? 'default' and not is_new then
      perform platform.require_no_raw_default(v_id, before ->> 'name', 'change the default of');
    end if;
    return next platform.make_operation('set_limits', case when v_will ? 'default' then 'set_default' else 'drop_default' end, table_name,
      v_alter || format('alter column %I %s;', v_column,
        case when v_will ? 'default' then 'set default ' || platform.default_expression(spec -> 'default', v_type) else 'drop default' end),
      column_name => v_column, before => before -> 'default', after => v_will -> 'default');
  end if;

  if v_will ? 'required' and not before ? 'required' then
    if v_will ? 'default' and not is_new then
      return next platform.plan_fill(table_name, spec, case when v_retyped then v_table else full_name_now end,
        case when v_retyped then v_column else before ->> 'name' end, v_retyped);
    end if;
    return next platform.make_operation('make_required', 'set_required', table_name,
      v_alter || format('alter column %I set not null;', v_column),
      column_name => v_column, violation_condition => format('%I is null', v_column), violation_reason => 'rows_without_value');
  elsif before ? 'required' and not v_will ? 'required' then
    return next platform.make_operation('make_optional', 'drop_required', table_name,
      v_alter || format('alter column %I drop not null;', v_column),
      column_name => v_column);
  end if;
  if not v_will ? 'required' and v_nulls is not null then
    return next platform.make_operation('clear_filled', 'restore_values', table_name, platform.without_triggers_ddl(v_table,
      format('update public.%1$I set %2$I = null from trash.%3$I as saved '
        'where saved.id = %1$I.id and saved.written is not distinct from %1$I.%2$I;',
        v_table, v_column, platform.app_object(app_id, v_nulls::text))),
      column_name => v_column);
  end if;

  if v_will ? 'unique' and not before ? 'unique' then
    return next platform.plan_unique(
      v_table, table_name, array[v_column], platform.derived_name(v_table, array[v_column], 'key'), v_is_big, true);
  elsif before ? 'unique' and not v_will ? 'unique' then
    return query
      select operation.*
      from jsonb_array_elements(objects) as element (object)
      cross join lateral platform.make_operation('drop_indexes', 'drop_unique', table_name,
        v_alter || format('drop constraint %I;', object ->> 'later'), column_name => v_column) as operation
      where object ->> 'kind' = 'u';
  end if;

  return query select * from platform.plan_column_reference(app_id, table_name, v_will, before, full_name_now, objects, renames, v_is_big);
  if coalesce(before ->> 'description', '') <> coalesce(v_will ->> 'description', '') then
    return next platform.make_operation('describe', 'set_description', table_name,
      format('comment on column public.%I.%I is %L;', v_table, v_column, v_will ->> 'description'),
      column_name => v_column, before => before -> 'description', after => v_will -> 'description', lock => 'SHARE UPDATE EXCLUSIVE');
  end if;
end
$$;

comment on function platform.plan_column is 'Returns the operations that bring a column to its spec.';

revoke all on function platform.plan_column from public, anon, authenticated, service_role;
