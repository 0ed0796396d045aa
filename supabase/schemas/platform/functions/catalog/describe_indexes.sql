-- describe_indexes: Returns the indexes of an app's table as a spec states them, [{columns, unique}], without those that
-- are created automatically: of constraints, on (user_id, created_at) and of a reference. An index that no spec can express
-- appears as its SQL, {definition}.
create or replace function platform.describe_indexes(table_id oid, scope text default null)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(case
      when pg_index.indexprs is null and pg_index.indpred is null and method.amname = 'btree'
      then jsonb_build_object('columns', to_jsonb(keys.names))
        || case when not pg_index.indisunique then '{}'
          when scope = 'private' and 'user_id' <> all (keys.names) then '{"unique": "app"}' else '{"unique": true}' end::jsonb
      else jsonb_build_object('definition', pg_catalog.pg_get_indexdef(pg_index.indexrelid))
    end order by keys.names is null, to_jsonb(keys.names), pg_index.indexrelid), '[]')
    from pg_catalog.pg_index
    join pg_catalog.pg_class as relation on relation.oid = pg_index.indexrelid
    join pg_catalog.pg_am as method on method.oid = relation.relam
    cross join lateral (
      select array_agg(attribute.attname::text order by key.position) as names
      from unnest(pg_index.indkey::smallint[]) with ordinality as key (number, position)
      join pg_catalog.pg_attribute as attribute on attribute.attrelid = pg_index.indrelid and attribute.attnum = key.number
    ) as keys
    where pg_index.indrelid = describe_indexes.table_id
      and (pg_index.indisunique or keys.names is distinct from '{user_id,created_at}')
      and not exists (
        select from pg_catalog.pg_constraint
        where conrelid = pg_index.indrelid and conindid = pg_index.indexrelid and contype in ('p', 'u'))
      and not (
        not pg_index.indisunique and pg_index.indexprs is null and pg_index.indpred is null and pg_index.indnkeyatts = 1
        and exists (
          select from pg_catalog.pg_constraint
          where conrelid = pg_index.indrelid and contype = 'f' and conkey = array[pg_index.indkey[0]]
        )
      )
  );
end
$$;

comment on function platform.describe_indexes is 'Returns the indexes of an app''s table as a spec states them.';

revoke all on function platform.describe_indexes from public, anon, authenticated, service_role;
