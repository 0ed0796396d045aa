-- canonical_table: returns a valid spec of a table in the form that describe_table returns, without full_name. Where the two are
-- equal, there is nothing to do.
create or replace function platform.canonical_table(spec jsonb)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_spec constant jsonb := platform.with_unique_columns(spec);
begin
  return jsonb_build_object(
    'name', spec -> 'name',
    'display_name', platform.display_name(spec),
    'scope', platform.canonical_scope(spec ->> 'scope'),
    'columns', platform.canonical_columns(v_spec -> 'columns'))
  || case when spec ->> 'description' <> '' then jsonb_build_object('description', spec -> 'description') else '{}' end
  || case when v_spec ? 'indexes' then platform.without_nulls(jsonb_build_object('indexes', nullif((
      select coalesce(jsonb_agg(
        jsonb_build_object('columns', item -> 'columns')
          || case when item -> 'unique' in ('true', '"app"') then jsonb_build_object('unique', item -> 'unique') else '{}' end
        order by item -> 'columns', item -> 'unique'), '[]')
      from platform.declared_indexes(v_spec) as declared (item)
      -- An index that only serves a reference is created automatically and is not part of a description.
      where item -> 'unique' in ('true', '"app"') or jsonb_array_length(item -> 'columns') > 1
        or not jsonb_path_exists(spec, '$.columns[*] ? (@.name == $name && exists(@.references))',
          jsonb_build_object('name', item -> 'columns' -> 0)))
      || jsonb_path_query_array(spec, '$.indexes[*] ? (exists(@.definition))'), '[]'))) else '{}' end;
end
$$;

comment on function platform.canonical_table is 'A spec of a table in the form that describe_table returns.';

revoke all on function platform.canonical_table from public, anon, authenticated, service_role;
