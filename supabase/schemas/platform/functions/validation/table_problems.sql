-- table_problems: what is wrong with one table of a spec. tables are the names that a reference may point to.
create or replace function platform.table_problems(spec jsonb, path text, tables text[])
returns setof platform.spec_problem
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_column jsonb;
  v_names text[] := '{}';
  v_path text;
  v_problem platform.spec_problem;
begin
  return query select * from platform.field_problems(spec, path, '{
    "name": {"type": "string", "required": true}, "display_name": {"type": "string", "min": 1, "max": 100},
    "description": {"type": "string", "max": 1000}, "scope": {"type": "string"}, "renamed_from": {"type": "string"},
    "columns": {"type": "array", "required": true, "min": 1, "max": 200}, "indexes": {"type": "array", "max": 20}}');
  if jsonb_typeof(spec) is distinct from 'object' then
    return;
  end if;

  if jsonb_typeof(spec -> 'name') = 'string' then
    v_problem := platform.name_problem(spec ->> 'name', platform.join_path(path, 'name'), 48, '{users}');
    if v_problem is not null then
      return next v_problem;
    end if;
  end if;
  return query select * from platform.rename_problems(spec, path, 48, '{users}');
  if jsonb_typeof(spec -> 'scope') = 'string'
    and not platform.is_spec_scope(platform.canonical_scope(spec ->> 'scope')) then
    return next (platform.join_path(path, 'scope'), 'invalid_value', (
      select 'must be ' || regexp_replace(string_agg(scopes.name, ', ' order by scopes.position), ', ([a-z_]+)$', ' or \1')
      from platform.scopes where scopes.origin = 'spec'))::platform.spec_problem;
  end if;
  if jsonb_typeof(spec -> 'columns') = 'array' and jsonb_array_length(spec -> 'columns') <= 200 then
    for v_column in select * from jsonb_array_elements(spec -> 'columns') loop
      v_path := platform.join_path(path, format('columns[%s]', cardinality(v_names)));
      return query select * from platform.column_problems(v_column, v_path, tables || array[spec ->> 'name']);
      if jsonb_typeof(v_column -> 'name') = 'string' and v_column ->> 'name' = any (v_names) then
        return next (v_path || '.name', 'duplicate_name', 'is the name of an earlier column')::platform.spec_problem;
      end if;
      v_names := v_names || case jsonb_typeof(v_column -> 'name') when 'string' then v_column ->> 'name' end;
    end loop;
    return query select * from platform.repeated_renames(spec -> 'columns', platform.join_path(path, 'columns'));
    return query select * from platform.circular_renames(spec -> 'columns', platform.join_path(path, 'columns'));
  end if;
  if jsonb_typeof(spec -> 'indexes') = 'array' and jsonb_array_length(spec -> 'indexes') <= 20 then
    return query select * from platform.index_problems(spec, path);
  end if;
end
$$;

comment on function platform.table_problems is 'What is wrong with one table of a spec.';

revoke all on function platform.table_problems from public, anon, authenticated, service_role;
