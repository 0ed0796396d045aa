-- describe_table: Returns one table of an app, {name, full_name, display_name, description, scope, columns, indexes}.
-- Without full_name, this is a spec that create_table accepts. Columns and indexes are read from the catalog.
-- Called by: the apps function and the platform (service_role).
-- Security: definer, because service_role may not execute what it calls.
-- Errors: PT404 table_not_found.
create or replace function platform.describe_table(app_id bigint, name text)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_described jsonb;
begin
  select platform.describe_relation(app_tables, app_tables.baseline) into v_described
  from platform.app_tables
  where app_tables.app_id = describe_table.app_id and app_tables.name = describe_table.name;
  if v_described is null then
    raise exception 'Cannot describe table "%" of app %: there is no such table', describe_table.name, describe_table.app_id
      using errcode = 'PT404', detail = 'table_not_found', hint = 'List the tables with describe_app.';
  end if;
  return v_described;
end
$$;

comment on function platform.describe_table is 'Returns one table of an app as a spec.';

revoke all on function platform.describe_table from public, anon, authenticated, service_role;
grant execute on function platform.describe_table to service_role;
