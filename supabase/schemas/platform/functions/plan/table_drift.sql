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
        when found.item is null then 'Run repair_app, or apply a spec without it.'
        when wanted.item is null then 'Apply a spec that has it, or one that drops it.'
        else 'Apply a spec that says which is right.'
      end
    from jsonb_array_elements(baseline -> 'columns') as wanted (item)
    full join jsonb_array_elements(described -> 'columns') as found (item) on found.item ->> 'name' = wanted.item ->> 'name'
    where found.item is distinct from wanted.item;
  if baseline -> 'indexes' is distinct from described -> 'indexes' then
    return query select null::text, 'indexes_changed', 'Apply a spec that says which is right.';
  end if;
end
$$;

comment on function platform.table_drift is 'Returns how a table differs from its baseline.';

revoke all on function platform.table_drift from public, anon, authenticated, service_role;
