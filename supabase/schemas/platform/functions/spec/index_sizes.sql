-- index_sizes: Returns the checks that a valid spec's indexes need, one row for each index whose values may not fit into it:
-- (index_columns, columns, condition). columns are those that condition measures. PostgreSQL refuses an entry over 2,704
-- bytes with 54000, which names no column, and only if it does not compress well. These checks refuse all values of more than
-- 2,400 bytes together, whatever they hold; the rest is for headers and columns of a fixed size. index_checks reads the checks
-- back from the catalog: change both together.
create or replace function platform.index_sizes(spec jsonb)
returns table (index_columns text[], columns text[], condition text)
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
begin
  if not jsonb_path_exists(spec, '$.columns[*].unique') and not spec ? 'indexes' then
    return;
  end if;
  return query
    with wanted as (
      select array[item ->> 'name'] as names
      from jsonb_array_elements(spec -> 'columns') as element (item) where item -> 'unique' in ('true', '"app"')
      union
      select array(select jsonb_array_elements_text(item -> 'columns')) from platform.declared_indexes(spec) as declared (item)
    )
    select wanted.names, array_agg(part.name order by part.position),
      format('%s <= 2400', string_agg(
        case when part.count = 1 then part.size else format('coalesce(%s, 0)', part.size) end, ' + ' order by part.position))
    from wanted
    cross join lateral (
      select key.name, key.position, count(*) over () as count,
        case
          when kind.name in ('integer[]', 'uuid[]') then format('%s * cardinality(%I)', pg_type.typlen, key.name)
          when kind.name like '%[]' then format('octet_length(%1$I::text) + 6 * cardinality(%1$I)', key.name)
          else format('octet_length(%I::text)', key.name)
        end as size,
        case
          when col ? 'values' then (
            select max(octet_length(label)) from jsonb_array_elements_text(col -> 'values') as element (label))
          when kind.name = 'text' then 4 * (col ->> 'max_length')::numeric
        end as maximum
      from unnest(wanted.names) with ordinality as key (name, position)
      -- The columns that every table has are not in its spec, and have a fixed size.
      join jsonb_array_elements(spec -> 'columns') as element (col) on col ->> 'name' = key.name
      left join platform.column_types on column_types.name = col ->> 'type'
      cross join lateral (select coalesce(column_types.sql_type, col ->> 'sql_type') as name) as kind
      join pg_catalog.pg_type on pg_type.oid = to_regtype(replace(kind.name, '[]', ''))
      where pg_type.typlen < 0 or kind.name like '%[]'
    ) as part
    group by wanted.names
    having coalesce(sum(part.maximum) filter (where part.maximum is not null), 0) > 2400 or bool_or(part.maximum is null);
end
$$;

comment on function platform.index_sizes is 'Returns the checks that keep the values of a spec''s indexes within what an index holds.';

revoke all on function platform.index_sizes from public, anon, authenticated, service_role;
