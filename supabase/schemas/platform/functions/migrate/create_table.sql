-- create_table: Creates a table of an app from a spec, with the columns, indexes, policies and grants of its scope.
-- Called by: the apps function and the platform (service_role). Returns what describe_table does, and
-- warnings, [text], if there are any.
-- Security: definer, because callers cannot run anything as the app.
-- Errors: PT404 app_not_found, PT409 app_not_active, 22023 with the reason of the spec's first problem, PT409 table_exists,
-- and those of change_schema, such as PT409 table_limit_reached and PT503 shard_full.
create or replace function platform.create_table(app_id bigint, spec jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_known text[];
  v_result jsonb;
begin
  perform platform.lock_app(app_id);
  select array_agg(app_tables.name) into v_known from platform.app_tables where app_tables.app_id = create_table.app_id;
  perform platform.require_valid_table(spec, v_known);
  if spec ->> 'name' = any (v_known) then
    raise exception 'Cannot create table "%" in app %: the name is taken', spec ->> 'name', create_table.app_id
      using errcode = 'PT409', detail = 'table_exists', hint = 'Choose another name, or drop the existing table first.';
  end if;
  v_result := platform.change_schema(app_id, 'create_table', jsonb_build_array(spec - 'renamed_from'));
  return (select baseline from platform.app_tables where app_tables.app_id = create_table.app_id and app_tables.name = spec ->> 'name')
    || platform.change_warnings(v_result);
end
$$;

comment on function platform.create_table is 'Creates a table of an app from a spec.';

revoke all on function platform.create_table from public, anon, authenticated, service_role;
grant execute on function platform.create_table to service_role;
