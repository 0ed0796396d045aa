-- raw_objects: Returns what depends on a column of a table and is not part of the table's description, as (kind, name): what
-- raw DDL has created on it. A change of the column would change, lose or break it. Of a native column, every constraint is.
-- The sequence of a column is its own.
create or replace function platform.raw_objects(table_id oid, column_name text, is_native boolean default false)
returns table (kind text, name text)
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
declare
  v_number constant smallint := (
    select attnum from pg_catalog.pg_attribute
    where attrelid = raw_objects.table_id and attname = raw_objects.column_name and not attisdropped);
begin
  return query
    select distinct found.kind, found.name
    from pg_catalog.pg_depend as dependency
    cross join lateral (
      select case rule.contype
          when 'p' then 'primary key' when 'u' then 'unique constraint' when 'f' then 'foreign key'
          when 'x' then 'exclusion constraint' else 'check constraint' end as kind,
        rule.conname::text as name
      from pg_catalog.pg_constraint as rule
      where dependency.classid = 'pg_catalog.pg_constraint'::regclass and rule.oid = dependency.objid
        and rule.conname not in (select size.name from platform.index_checks(raw_objects.table_id) as size
          where rule.conrelid = raw_objects.table_id)
        and (is_native or not exists (
          select from platform.column_constraints(raw_objects.table_id) as stated
          where rule.conrelid = raw_objects.table_id and stated.name = rule.conname and stated.column_name = raw_objects.column_name
            and (stated.kind <> 'c' or stated.options <> '{}')))
      union all
      select 'index', relation.relname::text
      from pg_catalog.pg_class as relation
      where dependency.classid = 'pg_catalog.pg_class'::regclass and relation.oid = dependency.objid and relation.relkind = 'i'
        and relation.oid not in (select plain.id from platform.plain_indexes(raw_objects.table_id) as plain)
      union all
      select 'view', view.relname::text
      from pg_catalog.pg_rewrite
      join pg_catalog.pg_class as view on view.oid = pg_rewrite.ev_class
      where dependency.classid = 'pg_catalog.pg_rewrite'::regclass and pg_rewrite.oid = dependency.objid
      union all
      select 'policy', pg_policy.polname::text
      from pg_catalog.pg_policy
      where dependency.classid = 'pg_catalog.pg_policy'::regclass and pg_policy.oid = dependency.objid
      union all
      select 'generated column', attribute.attname::text
      from pg_catalog.pg_attrdef
      join pg_catalog.pg_attribute as attribute on attribute.attrelid = adrelid and attribute.attnum = adnum
      where dependency.classid = 'pg_catalog.pg_attrdef'::regclass and pg_attrdef.oid = dependency.objid
        and (adrelid, adnum) <> (raw_objects.table_id, v_number)
      union all
      select 'trigger', pg_trigger.tgname::text
      from pg_catalog.pg_trigger
      where dependency.classid = 'pg_catalog.pg_trigger'::regclass and pg_trigger.oid = dependency.objid and not pg_trigger.tgisinternal
      union all
      select 'statistics', pg_statistic_ext.stxname::text
      from pg_catalog.pg_statistic_ext
      where dependency.classid = 'pg_catalog.pg_statistic_ext'::regclass and pg_statistic_ext.oid = dependency.objid
    ) as found
    where dependency.refclassid = 'pg_catalog.pg_class'::regclass and dependency.refobjid = raw_objects.table_id
      and dependency.refobjsubid = v_number;
end
$$;

comment on function platform.raw_objects is 'Returns what raw DDL has created on a column.';

revoke all on function platform.raw_objects from public, anon, authenticated, service_role;
