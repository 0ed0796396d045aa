-- restore_from_trash: Moves a table back from the trash, under its former name and with the former names of its indexes,
-- and registers it.
create or replace function platform.restore_from_trash(app_id bigint, dropped_id bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_dropped platform.dropped_objects;
  v_trash constant text := platform.app_object(app_id, dropped_id::text);
begin
  update platform.dropped_objects set parent_id = null
  where dropped_objects.app_id = restore_from_trash.app_id and dropped_objects.parent_id = dropped_id;
  delete from platform.dropped_objects
  where dropped_objects.app_id = restore_from_trash.app_id and dropped_objects.id = dropped_id and kind = 'table'
  returning * into v_dropped;
  perform sandbox.run_as_app(app_id, format('alter table trash.%1$I set schema public; alter table public.%1$I rename to %2$I;',
    v_trash, platform.app_object(app_id, v_dropped.table_name))
    || coalesce((
      select string_agg(format('alter index public.%I rename to %I;', names.key, names.value), '')
      from jsonb_each_text(v_dropped.names) as names), ''));
  insert into platform.app_tables (app_id, name, scope, display_name, baseline)
  values (app_id, v_dropped.table_name, v_dropped.spec ->> 'scope', v_dropped.spec ->> 'display_name', v_dropped.spec);
end
$$;

comment on function platform.restore_from_trash is 'Moves a table back from the trash.';

revoke all on function platform.restore_from_trash from public, anon, authenticated, service_role;
