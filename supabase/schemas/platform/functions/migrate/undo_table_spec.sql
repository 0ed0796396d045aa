-- undo_table_spec: Returns the description of a table as a spec that leads back to it from the spec that replaced it.
create or replace function platform.undo_table_spec(before jsonb, name text, spec jsonb)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return before
    || case when before ->> 'name' <> undo_table_spec.name then jsonb_build_object('renamed_from', undo_table_spec.name) else '{}' end
    || jsonb_build_object('columns', (
      select coalesce(jsonb_agg(old_column
        || case when next_column ->> 'name' <> old_column ->> 'name'
          then jsonb_build_object('renamed_from', next_column -> 'name') else '{}' end
        || case when next_column ? 'renamed_values' then jsonb_build_object('renamed_values', (
          select jsonb_object_agg(labels.value, labels.key) from jsonb_each_text(next_column -> 'renamed_values') as labels)) else '{}' end
        order by element.position), '[]')
      from jsonb_array_elements(before -> 'columns') with ordinality as element (old_column, position)
      left join lateral (
        select matched.spec
        from platform.resolve_renames(
          array(select item ->> 'name' from jsonb_array_elements(before -> 'columns') as old (item)), spec -> 'columns') as matched
        where matched.source = old_column ->> 'name'
      ) as next (next_column) on true
    ));
end
$$;

comment on function platform.undo_table_spec is 'Returns a spec that leads back to a table as it was.';

revoke all on function platform.undo_table_spec from public, anon, authenticated, service_role;
