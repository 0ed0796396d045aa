-- describe_table: one table of an app, {name, full_name, display_name, description, scope, columns, indexes}: a spec that
-- create_table takes, but for full_name. Columns are read from the catalog.
-- Called by: the apps function and the platform (service_role).
-- Security: definer, because service_role may not execute what it calls.
-- Errors: PT404 table_not_found.
create or replace function platform.describe_table(app_id bigint, name text)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  v_table platform.app_tables;
  v_full_name constant text := platform.app_object(app_id, coalesce(name, ''));
  v_id constant oid := to_regclass(format('public.%I', v_full_name));
begin
  select * into v_table from platform.app_tables
  where app_tables.app_id = describe_table.app_id and app_tables.name = describe_table.name;
  if not found or v_id is null then
    raise exception 'Cannot describe table "%" of app %: there is no such table', describe_table.name, describe_table.app_id
      using errcode = 'PT404', detail = 'table_not_found', hint = 'List the tables with describe_app.';
  end if;
  return platform.without_nulls(jsonb_build_object(
    'name', v_table.name,
    'full_name', v_full_name,
    'display_name', v_table.display_name,
    'description', (
      select description from pg_catalog.pg_description
      where objoid = v_id and classoid = 'pg_catalog.pg_class'::regclass and objsubid = 0 and v_table.scope <> 'profile'
    ),
    'scope', v_table.scope,
    'columns', platform.describe_columns(app_id, v_id, v_table.baseline),
    'indexes', nullif(platform.describe_indexes(v_id), '[]')
  ));
end
$$;

comment on function platform.describe_table is 'One table of an app, as a spec: name, scope, columns, indexes.';

revoke all on function platform.describe_table from public, anon, authenticated, service_role;
grant execute on function platform.describe_table to service_role;
