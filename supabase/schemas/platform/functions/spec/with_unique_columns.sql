-- with_unique_columns: Returns a valid spec of a table with the columns of each of its unique rules spelled out. In a private table,
-- "unique": true means unique among the rows of one owner: it becomes a unique index that begins with user_id. Otherwise a user
-- would learn which values others have, and could take them away. "app" means unique in the whole app. In all other tables
-- both mean the same. Every function that reads "unique" gets its spec through this one, or from a description.
create or replace function platform.with_unique_columns(spec jsonb)
returns jsonb
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if not jsonb_path_exists(spec, '$.columns[*].unique') and not spec ? 'indexes' then
    return spec;
  elsif platform.canonical_scope(spec ->> 'scope') <> 'private' then
    return spec || (
      select jsonb_object_agg(part.key, (
        select jsonb_agg(case when item -> 'unique' = '"app"' then item || '{"unique": true}' else item end order by position)
        from jsonb_array_elements(part.value) with ordinality as element (item, position)))
      from jsonb_each(spec) as part where part.key in ('columns', 'indexes') and part.value <> '[]');
  end if;
  return spec
    || jsonb_build_object('columns', (
      select jsonb_agg(case when item -> 'unique' = 'true' then item - 'unique' else item end order by position)
      from jsonb_array_elements(spec -> 'columns') with ordinality as element (item, position)))
    || platform.without_nulls(jsonb_build_object('indexes', (
      select jsonb_agg(stated.item order by stated.position) from (
        select case
            when item -> 'columns' ? 'user_id' and item ? 'unique' then item || jsonb_build_object('unique', item -> 'unique' <> 'false')
            when item -> 'unique' = 'true' and item -> 'columns' <> '["id"]'
              then item || jsonb_build_object('columns', '["user_id"]'::jsonb || (item -> 'columns'))
            else item
          end as item, position
        from jsonb_array_elements(coalesce(spec -> 'indexes', '[]')) with ordinality as element (item, position)
        union all
        select jsonb_build_object('columns', jsonb_build_array('user_id', item -> 'name'), 'unique', true), 1000 + position
        from jsonb_array_elements(spec -> 'columns') with ordinality as element (item, position)
        where item -> 'unique' = 'true') as stated)));
end
$$;

comment on function platform.with_unique_columns is 'Returns a valid spec of a table with the columns of its unique rules spelled out.';

revoke all on function platform.with_unique_columns from public, anon, authenticated, service_role;
