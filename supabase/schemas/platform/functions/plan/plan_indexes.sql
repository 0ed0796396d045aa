-- plan_indexes: Returns the operations on a table's indexes: creates those that its spec needs and the table lacks, and
-- drops those that the description needed and the spec does not. On a big table, a job builds them without blocking writers.
create or replace function platform.plan_indexes(app_id bigint, full_name_now text, spec jsonb, objects jsonb)
returns setof platform.operation
language plpgsql
stable
rows 2
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name constant text := spec ->> 'name';
  v_table constant text := platform.app_object(app_id, v_name);
  v_is_big constant boolean := platform.is_big(full_name_now);
  v_index record;
begin
  for v_index in
    select * from platform.index_ddl(app_id, spec) as wanted
    -- Compared by =, because @> finds ["b"] in ["a", "b"].
    where not exists (
      select from jsonb_array_elements(objects) as element (object)
      where object ->> 'kind' = 'index' and object -> 'columns' = to_jsonb(wanted.columns)
        and (object -> 'unique')::boolean = wanted.is_unique)
  loop
    if v_index.is_unique then
      return next platform.plan_unique(v_table, v_name, v_index.columns, v_index.name, v_is_big, false);
    else
      return next platform.make_operation('add_indexes', 'add_index', v_name, case when v_is_big then '' else v_index.ddl end,
        after => jsonb_build_object('columns', to_jsonb(v_index.columns)),
        lock => case when v_is_big then 'SHARE UPDATE EXCLUSIVE' else 'SHARE' end,
        job => case when v_is_big then jsonb_build_object('concurrently', true, 'index', v_index.name,
          'statement', rtrim(replace(v_index.ddl, 'create index', 'create index concurrently'), ';')) end);
    end if;
  end loop;
  return query
    select operation.*
    from jsonb_array_elements(objects) as element (object)
    cross join lateral platform.make_operation('drop_indexes', 'drop_index', v_name, format('drop index public.%I;', object ->> 'later'),
      before => jsonb_build_object('columns', object -> 'columns', 'unique', object -> 'unique')) as operation
    where object ->> 'kind' = 'index' and object ? 'columns' and object ? 'declared'
      and not exists (
        select from platform.index_ddl(app_id, spec) as wanted
        where to_jsonb(wanted.columns) = object -> 'columns' and wanted.is_unique = (object -> 'unique')::boolean);
end
$$;

comment on function platform.plan_indexes is 'Returns the operations on a table''s indexes.';

revoke all on function platform.plan_indexes from public, anon, authenticated, service_role;
