-- index_problems: what is wrong with the indexes of a table's spec.
create or replace function platform.index_problems(spec jsonb, path text)
returns setof platform.spec_problem
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_path text;
  v_index jsonb;
  v_item jsonb;
  v_place text;
  v_seen jsonb;
  v_type text;
begin
  for v_path, v_index in
    select platform.join_path(path, format('indexes[%s]', position - 1)), item
    from jsonb_array_elements(spec -> 'indexes') with ordinality as element (item, position)
  loop
    return query select * from platform.field_problems(v_index, v_path,
      '{"columns": {"type": "array", "required": true, "min": 1, "max": 8}, "unique": {"type": "boolean"}}');
    continue when jsonb_typeof(v_index) <> 'object' or jsonb_typeof(v_index -> 'columns') is distinct from 'array'
      or jsonb_array_length(v_index -> 'columns') > 8;
    v_seen := '[]';
    for v_item, v_place in
      select item, format('%s.columns[%s]', v_path, position - 1)
      from jsonb_array_elements(v_index -> 'columns') with ordinality as element (item, position)
    loop
      if jsonb_typeof(v_item) <> 'string' then
        return next (v_place, 'invalid_type', 'must be a string')::platform.spec_problem;
        continue;
      elsif v_seen @> v_item then
        return next (v_place, 'duplicate_name', 'stands in the index already')::platform.spec_problem;
      end if;
      v_seen := v_seen || v_item;
      continue when v_item #>> '{}' = any (platform.standard_columns());
      select platform.canonical_type(declared ->> 'type') into v_type
      from jsonb_array_elements(case jsonb_typeof(spec -> 'columns') when 'array' then spec -> 'columns' else '[]' end) as declared
      where declared -> 'name' = v_item;
      if not found then
        return next (v_place, 'unknown_column', format('"%s" is no column of the table', left(v_item #>> '{}', 100)))::platform.spec_problem;
      elsif v_type = 'jsonb' or v_type like 'vector%' then
        return next (v_place, 'invalid_option', 'cannot be part of an index by its type')::platform.spec_problem;
      end if;
    end loop;
  end loop;
end
$$;

comment on function platform.index_problems is 'What is wrong with the indexes of a table''s spec.';

revoke all on function platform.index_problems from public, anon, authenticated, service_role;
