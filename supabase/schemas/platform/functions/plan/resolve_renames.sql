-- resolve_renames: Pairs each item of a spec with the table or column that it currently is: (name, source, step, spec).
-- source is null for a new item. A rename is stated by renamed_from, never guessed. It counts as done if the old name no
-- longer exists, or if the new one does and the spec has both. Renames run by step, so that a name is free before it is
-- taken. table_name is that of the columns, for errors.
-- Errors: 22023 rename_source_missing.
create or replace function platform.resolve_renames(current_names text[], items jsonb, table_name text default null)
returns table (name text, source text, step integer, spec jsonb)
language plpgsql
stable
rows 10
set search_path = pg_catalog, pg_temp
as $$
declare
  v_wanted constant text[] := array(select jsonb_path_query(items, '$[*].name') #>> '{}');
  v_renames jsonb;
  v_lost text;
begin
  if not jsonb_path_exists(items, '$[*].renamed_from') then
    return query
      select item ->> 'name', case when item ->> 'name' = any (current_names) then item ->> 'name' end, 0, element.item
      from jsonb_array_elements(items) with ordinality as element (item, position) order by element.position;
    return;
  end if;
  select item ->> 'renamed_from' into v_lost from jsonb_array_elements(items) as element (item)
  where item ? 'renamed_from' and item ->> 'renamed_from' <> all (current_names) and item ->> 'name' <> all (current_names);
  if v_lost is not null then
    raise exception 'Cannot rename %', case
      when table_name is null then format('table "%s": the app has no such table', v_lost)
      else format('column "%s" of table "%s": there is no such column', v_lost, table_name) end
      using errcode = '22023', detail = 'rename_source_missing',
        hint = 'Correct renamed_from, or omit it for a new table or column.';
  end if;
  select coalesce(jsonb_object_agg(item ->> 'name', item -> 'renamed_from'), '{}') into v_renames
  from jsonb_array_elements(items) as element (item)
  where item ->> 'renamed_from' = any (current_names)
    and (item ->> 'name' <> all (current_names) or item ->> 'renamed_from' <> all (v_wanted)
      or v_wanted @> array[item ->> 'renamed_from'] and exists (
        -- The current holder of the name is renamed, too.
        select from jsonb_array_elements(items) as other (next)
        where next ->> 'renamed_from' = item ->> 'name' and next ->> 'name' <> all (current_names)));
  return query
    with recursive steps as (
      select renames.key, 0 as step from jsonb_each_text(v_renames) as renames
      where not exists (select from jsonb_each_text(v_renames) as other where other.value = renames.key)
      union all
      select renames.key, steps.step + 1 from steps
      join jsonb_each_text(v_renames) as blocking on blocking.key = steps.key
      join jsonb_each_text(v_renames) as renames on renames.key = blocking.value
    )
    select item ->> 'name',
      coalesce(v_renames ->> (item ->> 'name'), case
        when item ->> 'name' = any (current_names)
          and not exists (select from jsonb_each_text(v_renames) as taken where taken.value = item ->> 'name')
        then item ->> 'name' end),
      coalesce(steps.step, 0),
      element.item
    from jsonb_array_elements(items) with ordinality as element (item, position)
    left join steps on steps.key = item ->> 'name'
    order by element.position;
end
$$;

comment on function platform.resolve_renames is 'Pairs each item of a spec with the table or column that it currently is.';

revoke all on function platform.resolve_renames from public, anon, authenticated, service_role;
