-- column_ddl: Returns the columns of a canonical spec as they appear in CREATE TABLE or ADD COLUMN, without references, as
-- (name, ddl) in their order. An enum is text with a check: labels can be added, renamed and removed in one transaction,
-- which an enum type does not allow.
create or replace function platform.column_ddl(full_name text, columns jsonb)
returns table (name text, ddl text)
language plpgsql
stable
rows 5
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select item ->> 'name',
      concat(
        format('%I %s', item ->> 'name', coalesce(column_types.sql_type, item ->> 'sql_type', platform.sql_type(item ->> 'type'))),
        case when item ? 'default' then ' default ' || platform.default_expression(item -> 'default', item ->> 'type') end,
        case when item -> 'required' = 'true' then ' not null' end,
        case when item -> 'unique' in ('true', '"app"')
          then format(' constraint %I unique', platform.derived_name(full_name, array[item ->> 'name'], 'key')) end,
        case when item ?| '{max_length,min_length,max,min,values}' then (
          select string_agg(
            format(' constraint %I check (%s)',
              platform.derived_name(full_name, array[item ->> 'name'], limits.suffix), limits.condition), '')
          from platform.column_checks(item, item ->> 'type') as limits) end)
    from jsonb_array_elements(columns) with ordinality as element (item, position)
    left join platform.column_types on column_types.name = item ->> 'type'
    order by element.position;
end
$$;

comment on function platform.column_ddl is 'Returns the columns of a canonical spec as they appear in CREATE TABLE.';

revoke all on function platform.column_ddl from public, anon, authenticated, service_role;
