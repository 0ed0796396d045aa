-- describe_columns: Returns the columns of an app's table as a spec states them, read from the catalog. They have the order
-- of the baseline, followed by columns that it lacks; the four that every table has are omitted. A column that no spec can
-- state is {name, "type": "native", sql_type} (see stated_columns). What no spec can state of another column is omitted: a
-- check that is not a limit of column_checks, a default that is an expression, a long comment.
create or replace function platform.describe_columns(app_id bigint, table_id oid, baseline jsonb default '{}', scope text default null)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_order constant text[] := array(
    select item ->> 'name' from jsonb_array_elements(baseline -> 'columns') with ordinality as element (item, position) order by position);
  v_columns jsonb[];
  v_sql_types text[];
  v_is_native boolean[];
begin
  with rules as materialized (
    select * from platform.column_constraints(describe_columns.table_id, platform.app_object(app_id, ''))
  )
  select array_agg(platform.without_nulls(jsonb_build_object(
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
    )) || coalesce(stated.limits, '{}') order by place.position, attribute.attnum),
    array_agg(pg_catalog.format_type(attribute.atttypid, attribute.atttypmod) order by place.position, attribute.attnum),
    array_agg(attribute.attgenerated <> '' or attribute.attidentity <> '' or attribute.attcollation <> type.typcollation
        -- json is a type of SQL, and in a spec another name of jsonb.
        or type_name in (select column_types.name from platform.column_types where column_types.name <> column_types.canonical)
      order by place.position, attribute.attnum)
  into v_columns, v_sql_types, v_is_native
  from pg_catalog.pg_attribute as attribute
  join pg_catalog.pg_type as type on type.oid = attribute.atttypid
  left join pg_catalog.pg_attrdef as standard on standard.adrelid = attribute.attrelid and standard.adnum = attribute.attnum
  left join pg_catalog.pg_description as comment
    on comment.objoid = attribute.attrelid and comment.classoid = 'pg_catalog.pg_class'::regclass and comment.objsubid = attribute.attnum
    and char_length(comment.description) <= 1000
  cross join lateral platform.spec_type(attribute.atttypid, attribute.atttypmod) as type_name
  cross join lateral (select array_position(v_order, attribute.attname::text) as position) as place
  cross join lateral (
    select bool_or(true) filter (where rule.kind = 'u') as is_unique,
      (array_agg(rule.reference) filter (where rule.kind = 'f'))[1] as reference,
      (select jsonb_object_agg(option.key, option.value) from jsonb_array_elements(jsonb_agg(rule.limits)) as element (item)
        cross join lateral jsonb_each(element.item) as option where jsonb_typeof(element.item) = 'object') as limits
    from rules as rule
    where rule.column_name = attribute.attname
  ) as stated
  where attribute.attrelid = describe_columns.table_id
    and attribute.attnum > 0
    and not attribute.attisdropped
    and attribute.attname <> all (platform.standard_columns());

  return platform.stated_columns(v_columns, v_sql_types, v_is_native);
end
$$;

comment on function platform.describe_columns is 'Returns the columns of an app''s table as a spec states them, read from the catalog.';

revoke all on function platform.describe_columns from public, anon, authenticated, service_role;
