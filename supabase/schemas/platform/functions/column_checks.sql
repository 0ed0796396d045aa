-- column_checks: the check constraints that a column's limits become, as (suffix of the name, condition).
-- describe_column reads the limits back from these conditions: change both together.
create or replace function platform.column_checks(spec jsonb, type text)
returns table (suffix text, condition text)
language plpgsql
stable
rows 2
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select 'max_length', format('char_length(%I) <= %s', spec ->> 'name', (spec ->> 'max_length')::numeric::integer)
    where spec ? 'max_length'
    union all
    select 'min_length', format('char_length(%I) >= %s', spec ->> 'name', (spec ->> 'min_length')::numeric::integer)
    where spec ? 'min_length'
    union all
    select 'max', format('%I <= %L::%s', spec ->> 'name', spec ->> 'max', platform.sql_type(type))
    where spec ? 'max'
    union all
    select 'min', format('%I >= %L::%s', spec ->> 'name', spec ->> 'min', platform.sql_type(type))
    where spec ? 'min'
    union all
    select 'values', format('%I = any (array[%s])', spec ->> 'name', (
      select string_agg(format('%L::text', label), ', ' order by position)
      from jsonb_array_elements_text(spec -> 'values') with ordinality as element (label, position)
    ))
    where spec ? 'values';
end
$$;

comment on function platform.column_checks is 'The check constraints of a column''s limits.';

revoke all on function platform.column_checks from public, anon, authenticated, service_role;
