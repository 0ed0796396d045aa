-- plan_index_sizes: Returns the operations on the checks that come with a table's indexes (index_sizes). An index that raw DDL
-- created has none and stays as it is. before is the table's description, objects are from dependent_objects. On a big table,
-- a job validates the existing rows.
create or replace function platform.plan_index_sizes(app_id bigint, full_name_now text, spec jsonb, before jsonb, objects jsonb)
returns setof platform.operation
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, spec ->> 'name');
  v_alter constant text := format('alter table public.%I ', v_table);
  v_is_big constant boolean := platform.is_big(full_name_now);
  v_present constant jsonb := jsonb_path_query_array(objects, '$[*] ? (@.kind == "index_check" && exists(@.columns))');
  v_retyped text[];
  v_kept jsonb;
  v_check record;
begin
  -- A check cannot survive a change of the type that it measures.
  select coalesce(array_agg(matched.name), '{}') into v_retyped
  from platform.resolve_renames(
    array(select item ->> 'name' from jsonb_array_elements(before -> 'columns') as element (item)), spec -> 'columns') as matched
  join jsonb_array_elements(before -> 'columns') as element (was) on was ->> 'name' = matched.source
  where replace(coalesce(platform.canonical_type(matched.spec ->> 'type'), matched.spec ->> 'type'), 'enum', 'text')
    <> replace(was ->> 'type', 'enum', 'text');
  select coalesce(jsonb_agg(object -> 'columns'), '[]') into v_kept
  from jsonb_array_elements(v_present) as element (object)
  where not exists (select from jsonb_array_elements_text(object -> 'columns') as key (name) where key.name = any (v_retyped))
    and exists (select from platform.index_sizes(spec) as size where to_jsonb(size.columns) = object -> 'columns');

  return query
    select operation.*
    from jsonb_array_elements(v_present) as element (object)
    cross join lateral platform.make_operation('drop_indexes', 'drop_limit', spec ->> 'name',
      v_alter || format('drop constraint %I;', object ->> 'later'),
      column_name => case when jsonb_array_length(object -> 'columns') = 1 then object #>> '{columns,0}' end,
      before => jsonb_build_object('columns', object -> 'columns', 'max_bytes', 2400)) as operation
    where not v_kept @> jsonb_build_array(object -> 'columns');
  for v_check in
    select distinct on (size.columns) size.columns, size.condition,
      platform.derived_name(v_table, size.columns, 'max_bytes') as name
    from platform.index_sizes(spec) as size
    where to_jsonb(size.columns) not in (select jsonb_array_elements(v_kept))
      and (size.columns && v_retyped or not exists (
        select from platform.index_sizes(before) as had
        where had.index_columns = size.index_columns and had.columns = size.columns))
  loop
    return next platform.make_operation('limit_sizes', 'add_limit', spec ->> 'name',
      v_alter || format('add constraint %I check (%s)%s;', v_check.name, v_check.condition,
        case when v_is_big then ' not valid' else '' end),
      column_name => case when cardinality(v_check.columns) = 1 then v_check.columns[1] end,
      after => jsonb_build_object('columns', to_jsonb(v_check.columns), 'max_bytes', 2400),
      violation_condition => format('(%s) is false', v_check.condition),
      violation_reason => 'too_long_for_index',
      job => case when v_is_big then jsonb_build_object('statement', v_alter || format('validate constraint %I', v_check.name)) end);
  end loop;
end
$$;

comment on function platform.plan_index_sizes is 'Returns the operations on the checks that come with a table''s indexes.';

revoke all on function platform.plan_index_sizes from public, anon, authenticated, service_role;
