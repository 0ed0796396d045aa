-- plan_unique: Returns the operation that creates a unique index, with or without a constraint. On a big table, a job
-- builds it without blocking writers.
create or replace function platform.plan_unique(
  full_name text,
  table_name text,
  columns text[],
  name text,
  is_big boolean,
  as_constraint boolean
)
returns platform.operation
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_list constant text := (
    select string_agg(format('%I', column_name), ', ' order by position)
    from unnest(columns) with ordinality as element (column_name, position));
  v_index constant text := format('create unique index %s%I on public.%I (%s)',
    case when is_big then 'concurrently ' else '' end, name, full_name, v_list);
begin
  return platform.make_operation('add_indexes', case when as_constraint then 'add_unique' else 'add_index' end, table_name,
    case
      when is_big then ''
      when as_constraint then format('alter table public.%I add constraint %I unique (%s);', full_name, name, v_list)
      else v_index || ';'
    end,
    column_name => case when as_constraint then columns[1] end,
    after => jsonb_build_object('columns', to_jsonb(columns), 'unique', true),
    lock => case when is_big then 'SHARE UPDATE EXCLUSIVE' when as_constraint then 'ACCESS EXCLUSIVE' else 'SHARE' end,
    violation_condition => format('(%1$s) in (select %1$s from public.%2$I group by %1$s having count(*) > 1)', v_list, full_name),
    violation_reason => 'duplicate_values',
    job => case when is_big then platform.without_nulls(jsonb_build_object('statement', v_index, 'concurrently', true, 'index', name,
      'then', case when as_constraint
        then format('alter table public.%I add constraint %I unique using index %I', full_name, name, name) end)) end);
end
$$;

comment on function platform.plan_unique is 'Returns the operation that creates a unique index.';

revoke all on function platform.plan_unique from public, anon, authenticated, service_role;
