-- api_columns: Returns the columns of a table or view of an app, in their order, as a signed-in user of the Data API sees
-- them. What the user may not write (generated columns, identities, a profile's e-mail address) is neither insertable nor updatable.
create or replace function platform.api_columns(relation_id oid)
returns setof platform.api_column
language plpgsql
stable
rows 10
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select attribute.attname::text,
      coalesce(
        platform.typescript_union(stated.limits -> 'values'),
        platform.typescript_type(attribute.atttypid) || repeat('[]', attribute.attndims - 1)),
      named.type,
      not (attribute.attnotnull or type.typnotnull),
      attribute.atthasdef or attribute.attidentity <> '',
      case when standard.adbin is not null then
        platform.default_json(pg_catalog.pg_get_expr(standard.adbin, standard.adrelid),
          case when stated.limits ? 'values' then 'enum' else named.type end)
      end,
      writable.is_free and has_column_privilege('authenticated', attribute.attrelid, attribute.attnum, 'INSERT'),
      writable.is_free and has_column_privilege('authenticated', attribute.attrelid, attribute.attnum, 'UPDATE'),
      coalesce(stated.is_unique, false),
      coalesce(stated.limits, '{}'),
      stated.reference ->> 'target', stated.reference ->> 'column', stated.reference ->> 'on_delete', stated.reference ->> 'name',
      comment.description
    from pg_catalog.pg_attribute as attribute
    join pg_catalog.pg_class as relation on relation.oid = attribute.attrelid
    join pg_catalog.pg_type as type on type.oid = attribute.atttypid
    left join pg_catalog.pg_attrdef as standard
      on standard.adrelid = attribute.attrelid and standard.adnum = attribute.attnum and attribute.attgenerated = ''
    left join pg_catalog.pg_description as comment
      on comment.objoid = attribute.attrelid and comment.classoid = 'pg_catalog.pg_class'::regclass and comment.objsubid = attribute.attnum
    cross join lateral (
      select attribute.attgenerated = '' and attribute.attidentity <> 'a'
        and (relation.relkind <> 'v' or pg_catalog.pg_column_is_updatable(attribute.attrelid, attribute.attnum, false)) as is_free
    ) as writable
    -- spec_type alone would return the same, but calling it for every column would take a third of the total time.
    cross join lateral (
      select coalesce(
        (select column_types.name from platform.column_types
        where column_types.sql_type = pg_catalog.format_type(attribute.atttypid, attribute.atttypmod)
          and column_types.name = column_types.canonical and column_types.name <> 'enum'),
        platform.spec_type(attribute.atttypid, attribute.atttypmod)) as type
    ) as named
    -- What the constraints that concern only this column say.
    cross join lateral (
      select bool_or(true) filter (where rule.contype in ('u', 'p')) as is_unique,
        (array_agg(jsonb_build_object(
          'name', rule.conname,
          'target', target.relname,
          'column', (select attname from pg_catalog.pg_attribute where attrelid = rule.confrelid and attnum = rule.confkey[1]),
          'on_delete', case rule.confdeltype when 'c' then 'cascade' when 'n' then 'set_null' else 'restrict' end)
          order by rule.oid) filter (where rule.contype = 'f'))[1] as reference,
        jsonb_object_agg(option.option, option.value) filter (where option.option is not null) as limits
      from pg_catalog.pg_constraint as rule
      left join pg_catalog.pg_class as target on target.oid = rule.confrelid
      cross join lateral (select pg_catalog.pg_get_expr(rule.conbin, rule.conrelid) as expression) as stored
      left join lateral (
        select from_check.option, from_check.value from platform.option_from_check(stored.expression, attribute.attname) as from_check
        union all
        -- See index_sizes.
        select 'max_bytes', '2400' where stored.expression = format('(octet_length(%I) <= 2400)', attribute.attname)
      ) as option on rule.contype = 'c'
      where rule.conrelid = attribute.attrelid and rule.conkey = array[attribute.attnum]
    ) as stated
    where attribute.attrelid = relation_id and attribute.attnum > 0 and not attribute.attisdropped
      and has_column_privilege('authenticated', attribute.attrelid, attribute.attnum, 'SELECT')
    order by attribute.attnum;
end
$$;

comment on function platform.api_columns is 'Returns the columns of a table or view as a signed-in user of the Data API sees them.';

revoke all on function platform.api_columns from public, anon, authenticated, service_role;
