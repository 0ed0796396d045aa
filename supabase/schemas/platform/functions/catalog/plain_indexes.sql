-- plain_indexes: Returns the indexes of a table that a spec can state, as (id, name, columns, is_unique, is_valid): ascending
-- B-trees on nothing but columns, without a condition, a constraint or options. (user_id, created_at) may descend.
create or replace function platform.plain_indexes(table_id oid)
returns table (id oid, name text, columns text[], is_unique boolean, is_valid boolean)
language plpgsql
stable
rows 4
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select relation.oid, relation.relname::text, keys.names, pg_index.indisunique, pg_index.indisvalid
    from pg_catalog.pg_index
    join pg_catalog.pg_class as relation on relation.oid = pg_index.indexrelid
    join pg_catalog.pg_am as method on method.oid = relation.relam and method.amname = 'btree'
    cross join lateral (
      select array_agg(attribute.attname::text order by key.position) as names,
        bool_and(attribute.attcollation = key.sorting and operators.opcdefault) as are_plain,
        bool_and(key.option = 0) as ascend
      from unnest(
        pg_index.indkey::smallint[], pg_index.indoption::smallint[], pg_index.indcollation::oid[], pg_index.indclass::oid[])
        with ordinality as key (number, option, sorting, operators, position)
      join pg_catalog.pg_attribute as attribute on attribute.attrelid = pg_index.indrelid and attribute.attnum = key.number
      join pg_catalog.pg_opclass as operators on operators.oid = key.operators
    ) as keys
    where pg_index.indrelid = plain_indexes.table_id
      and pg_index.indexprs is null
      and pg_index.indpred is null
      and pg_index.indnatts = pg_index.indnkeyatts
      and not pg_index.indnullsnotdistinct
      and keys.are_plain
      and (keys.ascend or not pg_index.indisunique and keys.names = '{user_id,created_at}')
      and not exists (
        select from pg_catalog.pg_constraint
        where conrelid = pg_index.indrelid and conindid = pg_index.indexrelid and contype in ('p', 'u', 'x'))
    order by relation.relname;
end
$$;

comment on function platform.plain_indexes is 'Returns the indexes of a table that a spec can state.';

revoke all on function platform.plain_indexes from public, anon, authenticated, service_role;
