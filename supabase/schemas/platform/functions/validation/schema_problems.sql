-- schema_problems: what is wrong with a schema spec, {"tables": [...]}.
create or replace function platform.schema_problems(spec jsonb, tables text[])
returns setof platform.spec_problem
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table jsonb;
  v_names text[] := '{}';
  v_all_names text[];
  v_path text;
begin
  return query select * from platform.field_problems(spec, '',
    '{"tables": {"type": "array", "required": true, "min": 1, "max": 100}}');
  if jsonb_typeof(spec) is distinct from 'object' or jsonb_typeof(spec -> 'tables') is distinct from 'array'
    or jsonb_array_length(spec -> 'tables') > 100 then
    return;
  end if;
  select tables || array_agg(item ->> 'name') into v_all_names from jsonb_array_elements(spec -> 'tables') as element (item);
  for v_table in select * from jsonb_array_elements(spec -> 'tables') loop
    v_path := format('tables[%s]', cardinality(v_names));
    return query select * from platform.table_problems(v_table, v_path, v_all_names);
    if jsonb_typeof(v_table -> 'name') = 'string' and v_table ->> 'name' = any (v_names) then
      return next (v_path || '.name', 'duplicate_name', 'is the name of an earlier table')::platform.spec_problem;
    end if;
    v_names := v_names || case jsonb_typeof(v_table -> 'name') when 'string' then v_table ->> 'name' end;
  end loop;
  return query select * from platform.repeated_renames(spec -> 'tables', 'tables');
  return query select * from platform.circular_renames(spec -> 'tables', 'tables');
end
$$;

comment on function platform.schema_problems is 'What is wrong with a schema spec.';

revoke all on function platform.schema_problems from public, anon, authenticated, service_role;
