-- repeated_renames: returns a problem for each item of a list whose renamed_from an earlier item has too: one thing cannot become two.
create or replace function platform.repeated_renames(items jsonb, path text)
returns setof platform.spec_problem
language plpgsql
immutable
rows 1
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select format('%s[%s].renamed_from', path, element.position - 1), 'duplicate_name', 'is already the renamed_from of an earlier item'
    from jsonb_array_elements(items) with ordinality as element (item, position)
    where jsonb_typeof(item -> 'renamed_from') = 'string'
      and exists (
        select from jsonb_array_elements(items) with ordinality as earlier (item, position)
        where earlier.position < element.position and earlier.item -> 'renamed_from' = element.item -> 'renamed_from');
end
$$;

comment on function platform.repeated_renames is 'A problem for each item whose renamed_from an earlier item has too.';

revoke all on function platform.repeated_renames from public, anon, authenticated, service_role;
