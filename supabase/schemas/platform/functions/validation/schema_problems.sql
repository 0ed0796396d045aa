-- schema_problems: returns the problems of a whole-app spec, {"tables": [...]}. tables are the names that a reference may point to
-- beside those of the spec. The app with app_id may keep as many tables as it has, or none.
create or replace function platform.schema_problems(spec jsonb, tables text[], app_id bigint default null)
returns setof platform.spec_problem
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_fields constant jsonb := platform.schema_fields(app_id);
  v_items constant jsonb := platform.spec_items(spec, v_fields, 'tables');
  v_table jsonb;
  v_names text[] := '{}';
  v_all_names text[];
  v_path text;
begin
  return query select * from platform.field_problems(platform.without_functions(spec), '', v_fields);
  select tables || array_agg(item ->> 'name') into v_all_names from jsonb_array_elements(v_items) as element (item);
  for v_table in select * from jsonb_array_elements(v_items) loop
    v_path := format('tables[%s]', cardinality(v_names));
    return query select * from platform.table_problems(v_table, v_path, v_all_names, app_id);
    if jsonb_typeof(v_table -> 'name') = 'string' and v_table ->> 'name' = any (v_names) then
      return next (v_path || '.name', 'duplicate_name', 'is the name of an earlier table')::platform.spec_problem;
    end if;
    v_names := v_names || case jsonb_typeof(v_table -> 'name') when 'string' then v_table ->> 'name' end;
  end loop;
  return query select * from platform.repeated_renames(v_items, 'tables');
  return query select * from platform.circular_renames(v_items, 'tables');
end
$$;

comment on function platform.schema_problems is 'The problems of a whole-app spec.';

revoke all on function platform.schema_problems from public, anon, authenticated, service_role;
