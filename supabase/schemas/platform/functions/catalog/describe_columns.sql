-- describe_columns: Returns the columns of an app's table as a spec states them, read from the catalog. They have the order
-- of the baseline, followed by columns that it lacks; the four that every table has are omitted. A type that no spec can
-- express appears under its SQL name; a check that is not a limit of column_checks is omitted.
create or replace function platform.describe_columns(app_id bigint, table_id oid, baseline jsonb default '{}', scope text default null)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix constant text := platform.app_object(app_id, '');
  v_order constant text[] := array(
    select item ->> 'name' from jsonb_array_elements(baseline -> 'columns') with ordinality as element (item, position) order by position);
begin
  return (
    select coalesce(jsonb_agg(platform.without_nulls(jsonb_build_object(
      'name', attribute.attname,
      'type', case when stated.limits ? 'values' then 'enum' else type_name end,
      'required', nullif(attribute.attnotnull, false),
      -- In a private table, true would mean unique per owner.
      'unique', case when stated.is_unique then case scope when 'private' then '"app"'::jsonb else 'true' end end,
      'references', stated.reference,
      'description', comment.description,
      'default', platform.default_json(
        pg_catalog.pg_get_expr(standard.adbin, standard.adrelid),
        case when stated.limits ? 'values' then 'enum' else type_name end)
    )) || coalesce(stated.limits, '{}') order by array_position(v_order, attribute.attname::text), attribute.attnum), '[]')
    from pg_catalog.pg_attribute as attribute
    left join pg_catalog.pg_attrdef as standard on standard.adrelid = attribute.attrelid and standard.adnum = attribute.attnum
    left join pg_catalog.pg_description as comment
      on comment.objoid = attribute.attrelid and comment.classoid = 'pg_catalog.pg_class'::regclass and comment.objsubid = attribute.attnum
    cross join lateral platform.spec_type(attribute.atttypid, attribute.atttypmod) as type_name
    cross join lateral (
      select bool_or(true) filter (where rule.contype = 'u') as is_unique,
        (array_agg(jsonb_build_object(
          'table', right(target.relname, -char_length(v_prefix)),
          'on_delete', case rule.confdeltype when 'c' then 'cascade' when 'n' then 'set_null' else 'restrict' end)
          order by rule.oid) filter (where rule.contype = 'f'))[1] as reference,
        jsonb_object_agg(limits.option, limits.value) filter (where limits.option is not null) as limits
      from pg_catalog.pg_constraint as rule
      left join pg_catalog.pg_class as target on target.oid = rule.confrelid
      left join lateral platform.option_from_check(pg_catalog.pg_get_expr(rule.conbin, rule.conrelid), attribute.attname) as limits
        on rule.contype = 'c'
      where rule.conrelid = attribute.attrelid and rule.conkey = array[attribute.attnum]
    ) as stated
    where attribute.attrelid = describe_columns.table_id
      and attribute.attnum > 0
      and not attribute.attisdropped
      and attribute.attname <> all (platform.standard_columns())
  );
end
$$;

comment on function platform.describe_columns is 'Returns the columns of an app''s table as a spec states them, read from the catalog.';

revoke all on function platform.describe_columns from public, anon, authenticated, service_role;
