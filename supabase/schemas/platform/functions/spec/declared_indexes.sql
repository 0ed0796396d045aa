-- declared_indexes: returns the indexes that a spec needs, one jsonb {columns, unique} each: the declared ones, without duplicates and
-- without those that a unique column already has, and one for each reference that no index leads with.
create or replace function platform.declared_indexes(spec jsonb)
returns setof jsonb
language plpgsql
stable
rows 3
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    with declared as (
      select distinct on (item -> 'columns') item
      from jsonb_array_elements(coalesce(spec -> 'indexes', '[]')) as element (item)
      -- Every table has an index on (user_id, created_at), which covers user_id; a unique index is a rule and stays.
      -- An index without columns is one of raw DDL, from a description.
      where item ? 'columns' and item -> 'columns' <> '["id"]'
        and (item -> 'unique' in ('true', '"app"') or item -> 'columns' not in ('["user_id"]', '["user_id", "created_at"]'))
        and not exists (
          select from jsonb_array_elements(spec -> 'columns') as element (col)
          where col -> 'unique' in ('true', '"app"') and item -> 'columns' = jsonb_build_array(col -> 'name')
        )
      order by item -> 'columns', item -> 'unique' desc nulls last
    )
    select item from declared
    union all
    select jsonb_build_object('columns', jsonb_build_array(col -> 'name'))
    from jsonb_array_elements(spec -> 'columns') as element (col)
    where col ? 'references'
      and (col -> 'unique' in ('true', '"app"')) is not true
      and not exists (select from declared where item -> 'columns' -> 0 = col -> 'name');
end
$$;

comment on function platform.declared_indexes is 'The indexes that a spec needs beside those of its constraints.';

revoke all on function platform.declared_indexes from public, anon, authenticated, service_role;
