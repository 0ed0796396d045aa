-- describe_columns: the columns of an app's table as a spec has them, read from the catalog, in their order and without
-- the four that every table has. A type that no spec can say stands under its SQL name; a check that is no limit of
-- column_checks is left out.
create or replace function platform.describe_columns(app_id bigint, table_id oid)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'name', attribute.attname,
      'type', typed.name,
      'required', nullif(attribute.attnotnull, false),
      'unique', (
        select true from pg_catalog.pg_constraint
        where conrelid = attribute.attrelid and contype = 'u' and conkey = array[attribute.attnum]
      ),
      'references', (
        select jsonb_build_object(
          'table', substring(target.relname from char_length(platform.app_object(describe_columns.app_id, '')) + 1),
          'on_delete', case key.confdeltype when 'c' then 'cascade' when 'n' then 'set_null' else 'restrict' end)
        from pg_catalog.pg_constraint as key
        join pg_catalog.pg_class as target on target.oid = key.confrelid
        where key.conrelid = attribute.attrelid and key.contype = 'f' and key.conkey = array[attribute.attnum]
        order by key.oid limit 1
      ),
      'description', pg_catalog.col_description(attribute.attrelid, attribute.attnum)
    ))
    || coalesce(limits.options, '{}')
    || coalesce(jsonb_strip_nulls(jsonb_build_object('default', platform.default_json(
      pg_catalog.pg_get_expr(standard.adbin, standard.adrelid), typed.name))), '{}')
    order by attribute.attnum), '[]')
    from pg_catalog.pg_attribute as attribute
    left join pg_catalog.pg_attrdef as standard on standard.adrelid = attribute.attrelid and standard.adnum = attribute.attnum
    cross join lateral (
      select jsonb_object_agg(read.option, read.value) as options
      from pg_catalog.pg_constraint
      cross join lateral platform.check_option(pg_catalog.pg_get_expr(conbin, conrelid), attribute.attname) as read
      where conrelid = attribute.attrelid and contype = 'c' and conkey = array[attribute.attnum]
    ) as limits
    cross join lateral (
      select case when limits.options ? 'values' then 'enum' else platform.spec_type(attribute.atttypid, attribute.atttypmod) end as name
    ) as typed
    where attribute.attrelid = describe_columns.table_id
      and attribute.attnum > 0
      and not attribute.attisdropped
      and attribute.attname not in ('id', 'user_id', 'created_at', 'updated_at')
  );
end
$$;

comment on function platform.describe_columns is 'The columns of an app''s table as a spec has them, read from the catalog.';

revoke all on function platform.describe_columns from public, anon, authenticated, service_role;
