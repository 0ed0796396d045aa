-- existing_table: Returns what a table of an app has that a spec may repeat and never create: {scope, columns, indexes}, with
-- the SQL types of its columns by name and the names of its indexes. The four columns that every table has are omitted.
-- Returns null if the app has no such table, under the name of the spec or under the one that it is renamed from.
create or replace function platform.existing_table(app_id bigint, spec jsonb)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id oid;
  v_scope text;
begin
  select to_regclass(format('public.%I', platform.app_object(app_tables.app_id, app_tables.name))), app_tables.scope into v_id, v_scope
  from platform.app_tables
  where app_tables.app_id = existing_table.app_id and app_tables.name in (spec ->> 'name', spec ->> 'renamed_from')
  order by app_tables.name <> spec ->> 'name'
  limit 1;
  return case when v_id is not null then jsonb_build_object(
    'scope', v_scope,
    'columns', (
      select coalesce(jsonb_object_agg(attname, pg_catalog.format_type(atttypid, atttypmod)), '{}')
      from pg_catalog.pg_attribute
      where attrelid = v_id and attnum > 0 and not attisdropped and attname <> all (platform.standard_columns())),
    'indexes', (
      select coalesce(jsonb_agg(relation.relname), '[]')
      from pg_catalog.pg_index join pg_catalog.pg_class as relation on relation.oid = indexrelid where indrelid = v_id)
  ) end;
end
$$;

comment on function platform.existing_table is 'Returns what a table of an app has that a spec may repeat and never create.';

revoke all on function platform.existing_table from public, anon, authenticated, service_role;
