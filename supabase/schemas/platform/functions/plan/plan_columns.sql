-- plan_columns: Returns the operations on a table's columns (see plan_operations). before is the table's current
-- description; objects come from dependent_objects.
create or replace function platform.plan_columns(
  app_id bigint,
  full_name_now text,
  spec jsonb,
  before jsonb,
  objects jsonb,
  renames jsonb,
  restores jsonb
)
returns setof platform.operation
language plpgsql
stable
rows 10
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id constant oid := to_regclass(format('public.%I', full_name_now));
  v_name constant text := spec ->> 'name';
  v_table constant text := platform.app_object(app_id, v_name);
  v_before jsonb := '{}';
  v_column jsonb;
  v_match record;
  v_kept text[] := '{}';
begin
  select coalesce(jsonb_object_agg(item ->> 'name', item), '{}') into v_before
  from jsonb_array_elements(before -> 'columns') as element (item);
  for v_match in select * from platform.resolve_renames(array(select jsonb_object_keys(v_before)), spec -> 'columns', v_name) loop
    v_column := platform.canonical_column(v_match.spec);
    if v_match.source is null then
      return query select * from platform.plan_new_column(app_id, v_name, v_match.spec, restores);
    else
      v_kept := v_kept || v_match.source;
      if v_match.source <> v_match.name then
        return next platform.make_operation('rename_columns', 'rename_column', v_name,
          format('alter table public.%I rename column %I to %I;', v_table, v_match.source, v_match.name), step => v_match.step,
          column_name => v_match.name, before => to_jsonb(v_match.source), after => to_jsonb(v_match.name));
      end if;
      return query select * from platform.plan_column(app_id, v_name, v_match.spec, v_before -> v_match.source, full_name_now,
        jsonb_path_query_array(
          objects, '$[*] ? (@.columns.size() == 1 && @.columns[0] == $name)', jsonb_build_object('name', v_match.name)),
        renames, restores);
    end if;
  end loop;
  if v_kept <> array(
    select item ->> 'name' from jsonb_array_elements(before -> 'columns') with ordinality as element (item, position)
    where item ->> 'name' = any (v_kept) order by position
  ) then
    return next platform.make_operation('describe', 'set_column_order', v_name, '', lock => null,
      before => jsonb_path_query_array(before, '$.columns[*].name'), after => jsonb_path_query_array(spec, '$.columns[*].name'));
  end if;
  perform platform.require_no_raw_objects(v_id, dropped.name, 'drop', v_before -> dropped.name -> 'type' = '"native"')
  from jsonb_object_keys(v_before) as dropped (name) where dropped.name <> all (v_kept);
  return query
    select operation.*
    from jsonb_object_keys(v_before) as dropped (name)
    cross join lateral platform.make_operation('save', 'save_column', v_name, '',
      column_name => dropped.name,
      before => v_before -> dropped.name || case
        when v_before -> dropped.name -> 'type' = '"native"'
          or not v_before -> dropped.name ? 'default' and platform.raw_default(v_id, dropped.name) is not null
        then platform.column_definition(v_id, dropped.name) else '{}' end,
      after => jsonb_build_object('table', full_name_now, 'column', dropped.name),
      lock => 'SHARE ROW EXCLUSIVE', saves => 'column') as operation
    where dropped.name <> all (v_kept);
  -- Its target may be dropped, too, and tables are dropped before columns.
  return query
    select operation.*
    from platform.column_constraints(v_id) as rule
    cross join lateral platform.make_operation('drop_references', 'drop_reference', v_name,
      format('alter table public.%I drop constraint %I;', full_name_now, rule.name),
      column_name => rule.column_name) as operation
    where rule.kind = 'f' and v_before ? rule.column_name and rule.column_name <> all (v_kept);
  return query
    select operation.*
    from jsonb_object_keys(v_before) as dropped (name)
    cross join lateral platform.make_operation('drop_columns', 'drop_column', v_name,
      format('alter table public.%I drop column %I;', v_table, dropped.name),
      column_name => dropped.name, before => v_before -> dropped.name, destructive => true,
      warning => 'The values go to the trash; restore_dropped can bring them back.') as operation
    where dropped.name <> all (v_kept);
end
$$;

comment on function platform.plan_columns is 'Returns the operations on a table''s columns.';

revoke all on function platform.plan_columns from public, anon, authenticated, service_role;
