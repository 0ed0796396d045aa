-- list_dropped: Returns the dropped tables and columns in the trash of an app, newest first: [{id, table, column, rows,
-- dropped_at}].
-- Called by: the apps function and the platform (service_role).
-- Security: definer, because service_role may not execute what it calls.
-- Errors: PT404 app_not_found.
create or replace function platform.list_dropped(app_id bigint)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from platform.apps where apps.id = list_dropped.app_id) then
    raise exception 'Cannot list the trash of app %: there is no such app', list_dropped.app_id
      using errcode = 'PT404', detail = 'app_not_found', hint = 'Check the app id; list_apps lists every app.';
  end if;
  return (
    select coalesce(jsonb_agg(platform.without_nulls(jsonb_build_object(
      'id', dropped_objects.id,
      'table', dropped_objects.table_name,
      'column', dropped_objects.column_name,
      'rows', dropped_objects.row_count,
      'dropped_at', dropped_objects.created_at)) order by dropped_objects.id desc), '[]')
    from platform.dropped_objects
    where dropped_objects.app_id = list_dropped.app_id and dropped_objects.kind in ('table', 'column')
      -- Columns of a trashed table are restored with the table.
      and dropped_objects.parent_id is null and not dropped_objects.is_orphaned
  );
end
$$;

comment on function platform.list_dropped is 'Returns the dropped tables and columns of an app.';

revoke all on function platform.list_dropped from public, anon, authenticated, service_role;
grant execute on function platform.list_dropped to service_role;
