-- describe_indexes: Returns the indexes of an app's table as a spec states them, [{columns, unique}], without those that
-- are created automatically: of constraints, on (user_id, created_at) and of a reference. An index that no spec can state,
-- or that a spec would ignore beside the others, appears as its SQL, {definition}. columns are from describe_columns.
create or replace function platform.describe_indexes(table_id oid, columns jsonb default '[]', scope text default null)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    with found as materialized (
      select pg_index.indexrelid as id,
        case when plain.id is not null then jsonb_build_object('columns', to_jsonb(plain.columns))
          || case when not plain.is_unique then '{}'
            -- In a private table, true would mean unique per owner.
            when scope = 'private' and 'user_id' <> all (plain.columns) then '{"unique": "app"}'
            else '{"unique": true}' end::jsonb end as item,
        row_number() over (partition by plain.columns, plain.is_unique order by pg_index.indexrelid) = 1 as is_first
      from pg_catalog.pg_index
      left join platform.plain_indexes(describe_indexes.table_id) as plain on plain.id = pg_index.indexrelid
      where pg_index.indrelid = describe_indexes.table_id
        and (plain.is_unique or plain.columns is distinct from '{user_id,created_at}')
        and not exists (
          select from pg_catalog.pg_constraint
          where conrelid = pg_index.indrelid and conindid = pg_index.indexrelid and contype in ('p', 'u'))
        and (plain.is_unique is distinct from false or cardinality(plain.columns) > 1 or not jsonb_path_exists(
          describe_indexes.columns, '$[*] ? (@.name == $name && exists(@.references))', jsonb_build_object('name', plain.columns[1])))
    ),
    declared as materialized (
      select item from platform.declared_indexes(jsonb_build_object('columns', describe_indexes.columns, 'indexes', (
        select coalesce(jsonb_agg(found.item), '[]') from found
        where found.item is not null and not exists (
          select from platform.index_problems(
            jsonb_build_object('scope', describe_indexes.scope, 'columns', describe_indexes.columns,
              'indexes', jsonb_build_array(found.item)),
            '', '[]', platform.spec_fields('table'))))
      )) as declared (item)
    )
    select coalesce(jsonb_agg(stated.item order by not stated.item ? 'columns', stated.item -> 'columns', found.id), '[]')
    from found
    cross join lateral (
      select case when found.is_first and found.item in (select declared.item from declared) then found.item
        else jsonb_build_object('definition', platform.plain_operators(pg_catalog.pg_get_indexdef(found.id))) end as item
    ) as stated
  );
end
$$;

comment on function platform.describe_indexes is 'Returns the indexes of an app''s table as a spec states them.';

revoke all on function platform.describe_indexes from public, anon, authenticated, service_role;
