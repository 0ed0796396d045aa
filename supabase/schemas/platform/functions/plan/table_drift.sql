-- table_drift: Returns how a table differs from its baseline, as (column_name, problem, hint).
create or replace function platform.table_drift(baseline jsonb, described jsonb)
returns table (column_name text, problem text, hint text)
language plpgsql
immutable
rows 2
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select coalesce(wanted.item ->> 'name', found.item ->> 'name'),
      case when found.item is null then 'column_missing' when wanted.item is null then 'column_unknown' else 'column_changed' end,
      case
        when found.item is null then 'Run repair_app to add the column again, or apply a spec without it.'
        when wanted.item is null then 'Apply a spec without the column, or run reconcile_app as postgres to keep it.'
        else 'Apply a spec with the column as it should be, or run reconcile_app as postgres to keep it as it is.'
      end
    from jsonb_array_elements(baseline -> 'columns') as wanted (item)
    full join jsonb_array_elements(described -> 'columns') as found (item) on found.item ->> 'name' = wanted.item ->> 'name'
    where found.item is distinct from wanted.item;
  if baseline -> 'indexes' is distinct from described -> 'indexes' then
    return query select null::text, 'indexes_changed',
      'Apply a spec with the indexes as they should be, or run reconcile_app as postgres to keep them as they are.';
  end if;
end
$$;

comment on function platform.table_drift is 'Returns how a table differs from its baseline.';

revoke all on function platform.table_drift from public, anon, authenticated, service_role;
