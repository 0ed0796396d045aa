-- alter_table: Brings one table of an app to its spec and leaves the others as they are. Returns {table, schema_change,
-- operations, jobs, dry_run}: table is the result of describe_table, null after a dry run.
-- Called by: the apps function and the platform (service_role).
-- Security: definer, because callers cannot run anything as the app.
-- Errors: PT404 app_not_found, PT404 table_not_found, PT409 app_not_active, PT409 table_exists, 22023 with the reason of
-- the spec's first problem, and those of change_schema.
create or replace function platform.alter_table(
  app_id bigint,
  spec jsonb,
  allow_destructive boolean default false,
  dry_run boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set statement_timeout = '120s'
set timezone = 'UTC'
as $$
declare
  v_known text[];
  v_result jsonb;
begin
  perform platform.lock_schema(app_id);
  select array_agg(app_tables.name) into v_known from platform.app_tables where app_tables.app_id = alter_table.app_id;
  perform platform.require_valid_table(spec, v_known, app_id);
  if spec ->> 'name' <> all (v_known) and coalesce(spec ->> 'renamed_from', '') <> all (v_known) then
    raise exception 'Cannot change table "%" of app %: there is no such table', spec ->> 'name', alter_table.app_id
      using errcode = 'PT404', detail = 'table_not_found', hint = 'List the tables with describe_app.';
  elsif spec ->> 'name' = any (v_known) and spec ->> 'renamed_from' = any (v_known) then
    raise exception 'Cannot rename table "%" of app % to "%": the name is taken',
      spec ->> 'renamed_from', alter_table.app_id, spec ->> 'name'
      using errcode = 'PT409', detail = 'table_exists', hint = 'Choose another name, or drop the table that has it first.';
  end if;
  v_result := platform.change_schema(app_id, 'alter_table', jsonb_build_array(spec), '{}', '[]', allow_destructive, dry_run);
  return v_result || jsonb_build_object('table', case when dry_run then null else platform.describe_table(app_id, spec ->> 'name') end);
end
$$;

comment on function platform.alter_table is 'Brings one table of an app to its spec.';

revoke all on function platform.alter_table from public, anon, authenticated, service_role;
grant execute on function platform.alter_table to service_role;
