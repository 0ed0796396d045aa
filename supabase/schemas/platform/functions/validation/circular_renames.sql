-- circular_renames: items of a list that take each other's names. Once done it would look undone, and applying the spec again
-- would change it back: such an exchange goes by way of a third name.
create or replace function platform.circular_renames(items jsonb, path text)
returns setof platform.spec_problem
language plpgsql
immutable
rows 1
set search_path = pg_catalog, pg_temp
as $$
begin
  if not jsonb_path_exists(items, '$[*].renamed_from') then
    return;
  end if;
  return query
    with recursive renamed as (
      select distinct on (item ->> 'name') item ->> 'name' as name, item ->> 'renamed_from' as former, position
      from jsonb_array_elements(items) with ordinality as element (item, position)
      where jsonb_typeof(item -> 'name') = 'string' and jsonb_typeof(item -> 'renamed_from') = 'string'
      order by item ->> 'name', position
    ), walk as (
      select renamed.position, renamed.name as first, renamed.former as reached from renamed where renamed.former <> renamed.name
      union
      select walk.position, walk.first, renamed.former from walk join renamed on renamed.name = walk.reached where walk.reached <> walk.first
    )
    select format('%s[%s].renamed_from', path, walk.position - 1), 'invalid_value', 'is part of a circle of renames: go by way of a third name'
    from walk where walk.reached = walk.first;
end
$$;

comment on function platform.circular_renames is 'Items that take each other''s names.';

revoke all on function platform.circular_renames from public, anon, authenticated, service_role;
