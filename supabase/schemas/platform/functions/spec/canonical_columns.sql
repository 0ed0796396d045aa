-- canonical_columns: the columns of a valid spec as describe_table would return them, so that the two can be compared: canonical type,
-- on_delete spelled out, defaults in one spelling, and nothing that is false. A native column stays as it is.
create or replace function platform.canonical_columns(columns jsonb)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(
      (item - array[
        'renamed_from', 'renamed_values',
        case when item -> 'required' = 'false' then 'required' end,
        case when item -> 'unique' = 'false' then 'unique' end,
        case when item -> 'description' = '""' then 'description' end])
      || jsonb_build_object('type', canonical.type)
      || case when item ? 'default'
        then jsonb_build_object('default', platform.canonical_default(item -> 'default', canonical.type)) else '{}' end
      || case when item ? 'references'
        then jsonb_build_object('references', platform.canonical_reference(item)) else '{}' end
      order by element.position), '[]')
    from jsonb_array_elements(columns) with ordinality as element (item, position)
    left join platform.column_types on column_types.name = item ->> 'type'
    cross join lateral (select coalesce(column_types.canonical, item ->> 'type') as type) as canonical
  );
end
$$;

comment on function platform.canonical_columns is 'The columns of a valid spec as describe_table would return them.';

revoke all on function platform.canonical_columns from public, anon, authenticated, service_role;
