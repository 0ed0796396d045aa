-- index_problems: returns the problems of the indexes of a table. An overlong list is reported by field_problems.
-- An index of raw DDL, {definition}, may be repeated: existing holds the names of the table's present indexes. fields are those
-- of the table.
create or replace function platform.index_problems(spec jsonb, path text, existing jsonb, table_fields jsonb)
returns setof platform.spec_problem
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_fields constant jsonb := platform.spec_fields('index');
  v_path text;
  v_index jsonb;
  v_item jsonb;
  v_item_path text;
  v_seen jsonb;
  v_type text;
begin
  for v_path, v_index in
    select platform.join_path(path, format('indexes[%s]', position - 1)), item
    from jsonb_array_elements(platform.spec_items(spec, table_fields, 'indexes'))
      with ordinality as element (item, position)
  loop
    return query select * from platform.field_problems(v_index, v_path, v_fields);
    if v_index -> 'unique' not in ('true', 'false', '"app"') then
      return next (v_path || '.unique', 'invalid_type', 'must be true, false or "app"')::platform.spec_problem;
    elsif v_index -> 'unique' = 'true' and platform.canonical_scope(spec ->> 'scope') = 'private'
      and not v_index -> 'columns' ? 'user_id' and jsonb_array_length(platform.spec_items(v_index, v_fields, 'columns')) = 8 then
      return next (v_path || '.columns', 'too_many', 'has 8 columns and user_id, which makes a private table unique per owner; '
        'at most 8 are allowed')::platform.spec_problem;
    end if;
    if jsonb_typeof(v_index) = 'object' and not v_index ? 'columns' then
      if not v_index ? 'definition' then
        return next (v_path || '.columns', 'missing', 'is missing')::platform.spec_problem;
      elsif jsonb_typeof(v_index -> 'definition') = 'string' and not exists (
        select from jsonb_array_elements_text(existing) as name
        where v_index ->> 'definition' ~ '^CREATE (UNIQUE )?INDEX '
          and starts_with(regexp_replace(v_index ->> 'definition', '^CREATE (UNIQUE )?INDEX ', ''), quote_ident(name) || ' ON '))
      then
        return next (v_path || '.definition', 'invalid_value',
          'is only for an index that SQL has created, which the table does not have')::platform.spec_problem;
      end if;
      continue;
    elsif v_index ? 'definition' then
      return next (v_path || '.definition', 'invalid_option', 'is not an option of an index with columns')::platform.spec_problem;
    end if;
    v_seen := '[]';
    for v_item, v_item_path in
      select item, format('%s.columns[%s]', v_path, position - 1)
      from jsonb_array_elements(platform.spec_items(v_index, v_fields, 'columns')) with ordinality as element (item, position)
    loop
      if jsonb_typeof(v_item) <> 'string' then
        return next (v_item_path, 'invalid_type', 'must be a string')::platform.spec_problem;
        continue;
      elsif v_seen @> v_item then
        return next (v_item_path, 'duplicate_name', 'is already in the index')::platform.spec_problem;
      end if;
      v_seen := v_seen || v_item;
      continue when v_item #>> '{}' = any (platform.standard_columns());
      select platform.canonical_type(declared ->> 'type') into v_type
      from jsonb_array_elements(case jsonb_typeof(spec -> 'columns') when 'array' then spec -> 'columns' else '[]' end) as declared
      where declared -> 'name' = v_item;
      if not found then
        return next (v_item_path, 'unknown_column', format('"%s" is not a column of the table', left(v_item #>> '{}', 100)))
          ::platform.spec_problem;
      elsif v_type = 'jsonb' or v_type like 'vector%' then
        return next (v_item_path, 'invalid_option', format('cannot be indexed: its type is %s', v_type))::platform.spec_problem;
      end if;
    end loop;
  end loop;
end
$$;

comment on function platform.index_problems is 'The problems of the indexes of a table.';

revoke all on function platform.index_problems from public, anon, authenticated, service_role;
