-- circular_renames: returns a problem for each item of a list that takes part in a cycle of renames. Applied once, such a spec would
-- look unapplied, and applying it again would undo it. An exchange of names therefore goes through a third name.
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
      select walk.position, walk.first, renamed.former
      from walk join renamed on renamed.name = walk.reached where walk.reached <> walk.first
    )
    select format('%s[%s].renamed_from', path, walk.position - 1), 'invalid_value',
      'is part of a cycle of renames: rename through a third name'
    from walk where walk.reached = walk.first;
end
$$;

comment on function platform.circular_renames is 'A problem for each item that takes part in a cycle of renames.';

revoke all on function platform.circular_renames from public, anon, authenticated, service_role;
