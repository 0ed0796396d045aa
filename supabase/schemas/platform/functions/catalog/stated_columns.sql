-- stated_columns: Returns described columns as a spec may state them, which is what the rules for specs accept. A column that
-- breaks them, even without its default, becomes {name, "type": "native", sql_type}: a spec keeps such a column, renames or
-- drops it, and nothing else. A column that the rules cannot judge, such as a generated one, is_native.
create or replace function platform.stated_columns(columns jsonb[], sql_types text[], is_native boolean[])
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- A described reference points to a table that exists.
  v_tables constant text[] := array(select distinct item #>> '{references,table}' from unnest(columns) as item where item ? 'references');
  v_result jsonb := '[]';
begin
  if true <> all (is_native) and platform.is_plain_schema(
    jsonb_build_array(jsonb_build_object('name', 't', 'columns', (select jsonb_agg(item - 'description') from unnest(columns) as item))),
    v_tables)
  then
    return to_jsonb(columns);
  end if;
  for v_index in 1 .. coalesce(cardinality(columns), 0) loop
    v_result := v_result || case
      when not is_native[v_index] and not exists (select from platform.column_problems(columns[v_index], '', v_tables))
        then columns[v_index]
      when not is_native[v_index] and columns[v_index] ? 'default'
        and not exists (select from platform.column_problems(columns[v_index] - 'default', '', v_tables))
        then columns[v_index] - 'default'
      else jsonb_build_object('name', columns[v_index] -> 'name', 'type', 'native', 'sql_type', sql_types[v_index])
    end;
  end loop;
  return v_result;
end
$$;

comment on function platform.stated_columns is 'Returns described columns as a spec may state them.';

revoke all on function platform.stated_columns from public, anon, authenticated, service_role;
