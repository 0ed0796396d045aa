-- drop_dependents: Drops what depends on tables and would be dropped with them by CASCADE: references of other tables, views,
-- policies of other tables, and defaults that use a sequence of the tables.
-- Called by: trash_tables.
create or replace function platform.drop_dependents(app_id bigint, names text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_ids constant oid[] := platform.table_ids(app_id, names);
  v_sql constant text := (
    select string_agg(dependent.sql, ';' order by dependent.step, dependent.sql)
    from (
      select 1 as step, format('alter table %s drop constraint %I', conrelid::regclass, conname) as sql
      from pg_catalog.pg_constraint
      where contype = 'f' and confrelid = any (v_ids) and conrelid <> confrelid
        -- plan_drops drops the references of the tables themselves, but for those over several columns.
        and (conrelid <> all (v_ids) or cardinality(conkey) > 1)
      union
      select 2, format('drop policy %I on %s', polname, polrelid::regclass)
      from pg_catalog.pg_depend
      join pg_catalog.pg_policy on pg_policy.oid = objid
      where classid = 'pg_policy'::regclass and refclassid = 'pg_class'::regclass and refobjid = any (v_ids) and polrelid <> all (v_ids)
      union
      select 3, format('alter table %s alter column %I drop default', adrelid::regclass, attname)
      from pg_catalog.pg_depend as owned
      join pg_catalog.pg_depend as used
        on used.refclassid = 'pg_class'::regclass and used.refobjid = owned.objid and used.classid = 'pg_attrdef'::regclass
      join pg_catalog.pg_attrdef on pg_attrdef.oid = used.objid
      join pg_catalog.pg_attribute on attrelid = adrelid and attnum = adnum
      where owned.classid = 'pg_class'::regclass and owned.refclassid = 'pg_class'::regclass and owned.refobjid = any (v_ids)
        and owned.deptype in ('a', 'i') and adrelid <> all (v_ids)
      union
      select 4, format('drop view if exists %s cascade', ev_class::regclass)
      from pg_catalog.pg_depend
      join pg_catalog.pg_rewrite on pg_rewrite.oid = objid
      where classid = 'pg_rewrite'::regclass and refclassid = 'pg_class'::regclass and refobjid = any (v_ids) and ev_class <> all (v_ids)
    ) as dependent);
begin
  if v_sql is not null then
    perform sandbox.run_as_app(app_id, v_sql);
  end if;
end
$$;

comment on function platform.drop_dependents is 'Drops what depends on tables and would be dropped with them by CASCADE.';

revoke all on function platform.drop_dependents from public, anon, authenticated, service_role;
