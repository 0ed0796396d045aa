-- drop_table: Moves a table of an app to the trash with its rows, where it stays until purge_dropped. A table that other
-- tables, views or policies reference is not dropped.
-- Called by: the apps function and the platform (service_role). Returns {dropped: "app_57_todos", dropped_id: 12}.
-- Security: definer, because callers cannot run anything as the app.
-- Errors: PT404 app_not_found, PT409 app_not_active, PT404 table_not_found, 22023 invalid_argument for the profile table,
-- 2BP01 table_in_use, 55P03 lock_not_available.
create or replace function platform.drop_table(app_id bigint, name text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set statement_timeout = '120s'
as $$
declare
  v_full_name constant text := platform.app_object(app_id, name);
  v_change bigint;
begin
  perform platform.lock_schema(app_id);
  if name = 'users' then
    raise exception 'Cannot drop table "%": it is the profile table of the app', v_full_name
      using errcode = '22023', detail = 'invalid_argument', hint = 'Keep the table, or delete the whole app with delete_app.';
  elsif not exists (select from platform.app_tables where app_tables.app_id = drop_table.app_id and app_tables.name = drop_table.name) then
    raise exception 'Cannot drop table "%" of app %: there is no such table', drop_table.name, drop_table.app_id
      using errcode = 'PT404', detail = 'table_not_found', hint = 'List the tables with describe_app.';
  end if;
  v_change := platform.change_schema(app_id, 'drop_table', '[]', array[name]) #>> '{schema_change,id}';
  return jsonb_build_object('dropped', v_full_name, 'dropped_id', (
    select platform.restored_id(schema_changes.undo -> 'restores', 'table', drop_table.name)
    from platform.schema_changes where schema_changes.id = v_change));
end
$$;

comment on function platform.drop_table is 'Moves a table of an app to the trash.';

revoke all on function platform.drop_table from public, anon, authenticated, service_role;
grant execute on function platform.drop_table to service_role;
