-- plain_indexes: Returns the indexes of a table that a spec can express, as (name, columns, is_unique): valid B-trees on
-- nothing but columns, without a condition or a constraint.
create or replace function platform.plain_indexes(table_id oid)
returns table (name text, columns text[], is_unique boolean)
language plpgsql
stable
rows 4
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select relation.relname::text, keys.names, pg_index.indisunique
    from pg_catalog.pg_index
    join pg_catalog.pg_class as relation on relation.oid = pg_index.indexrelid
    join pg_catalog.pg_am as method on method.oid = relation.relam and method.amname = 'btree'
    cross join lateral (
      select array_agg(attribute.attname::text order by key.position) as names
      from unnest(pg_index.indkey::smallint[]) with ordinality as key (number, position)
      join pg_catalog.pg_attribute as attribute on attribute.attrelid = pg_index.indrelid and attribute.attnum = key.number
    ) as keys
    where pg_index.indrelid = plain_indexes.table_id
      and pg_index.indexprs is null
      and pg_index.indpred is null
      and pg_index.indisvalid
      and not exists (
        select from pg_catalog.pg_constraint
        where conrelid = pg_index.indrelid and conindid = pg_index.indexrelid and contype in ('p', 'u', 'x'))
    order by relation.relname;
end
$$;

comment on function platform.plain_indexes is 'Returns the indexes of a table that a spec can express.';

revoke all on function platform.plain_indexes from public, anon, authenticated, service_role;
