-- table_problems: returns the problems of one table of a spec. tables are the names that a reference may point to. What the
-- app with app_id already has, a spec may repeat, whatever the rules say: a table of raw DDL, native columns, more columns than
-- a new table may have.
create or replace function platform.table_problems(spec jsonb, path text, tables text[], app_id bigint default null)
returns setof platform.spec_problem
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_reserved constant text[] := '{users}';
  v_existing constant jsonb := case when app_id is not null then platform.existing_table(app_id, spec) end;
  v_fields constant jsonb := platform.table_fields(v_existing);
  v_columns constant jsonb := platform.spec_items(spec, v_fields, 'columns');
  v_column jsonb;
  v_names text[] := '{}';
  v_path text;
begin
  if platform.is_raw_scope(spec ->> 'scope') and platform.is_raw_scope(v_existing ->> 'scope') then
    -- plan_operations compares it with the table.
    return;
  end if;
  return query select * from platform.field_problems(spec, path, v_fields);
  if jsonb_typeof(spec) is distinct from 'object' then
    return;
  end if;

  return query select * from platform.name_problems(spec, path, v_fields, c_reserved);
  if jsonb_typeof(spec -> 'scope') = 'string'
    and not platform.is_spec_scope(platform.canonical_scope(spec ->> 'scope')) then
    return next (platform.join_path(path, 'scope'), 'invalid_value', (
      select 'must be ' || regexp_replace(string_agg(scopes.name, ', ' order by scopes.position), ', ([a-z_]+)$', ' or \1')
      from platform.scopes where scopes.origin = 'spec'))::platform.spec_problem;
  end if;
  for v_column in select * from jsonb_array_elements(v_columns) loop
    v_path := platform.join_path(path, format('columns[%s]', cardinality(v_names)));
    return query select * from platform.column_problems(
      v_column, v_path, tables || array[spec ->> 'name'], coalesce(v_existing -> 'columns', '{}'));
    if jsonb_typeof(v_column -> 'name') = 'string' and v_column ->> 'name' = any (v_names) then
      return next (v_path || '.name', 'duplicate_name', 'is the name of an earlier column')::platform.spec_problem;
    end if;
    v_names := v_names || case jsonb_typeof(v_column -> 'name') when 'string' then v_column ->> 'name' end;
  end loop;
  return query select * from platform.repeated_renames(v_columns, platform.join_path(path, 'columns'));
  return query select * from platform.circular_renames(v_columns, platform.join_path(path, 'columns'));
  return query select * from platform.index_problems(spec, path, coalesce(v_existing -> 'indexes', '[]'), v_fields);
end
$$;

comment on function platform.table_problems is 'The problems of one table of a spec.';

revoke all on function platform.table_problems from public, anon, authenticated, service_role;
