-- drop_table: drops a table of an app, rows and all. A table that others reference is not dropped.
-- Called by: the apps function and the platform (service_role). Answers {dropped: "app_57_todos"}.
-- Security: definer, because callers cannot run anything as the app.
-- Errors: PT404 app_not_found, PT409 app_not_active, PT404 table_not_found, 22023 invalid_argument for the profile table,
-- 2BP01 table_in_use.
create or replace function platform.drop_table(app_id bigint, name text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_full_name constant text := platform.app_object(app_id, name);
  v_user text;
begin
  perform platform.lock_app(app_id);
  if name = 'users' then
    raise exception 'Cannot drop table "%": it is the profile table of the app', v_full_name
      using errcode = '22023', detail = 'invalid_argument', hint = 'Delete the app to remove it.';
  end if;
  delete from platform.app_tables where app_tables.app_id = drop_table.app_id and app_tables.name = drop_table.name;
  if not found then
    raise exception 'Cannot drop table "%" of app %: there is no such table', drop_table.name, drop_table.app_id
      using errcode = 'PT404', detail = 'table_not_found', hint = 'List the tables with describe_app.';
  end if;
  select conrelid::regclass::text into v_user from pg_catalog.pg_constraint
  where confrelid = to_regclass(format('public.%I', v_full_name)) and conrelid <> confrelid and contype = 'f' limit 1;
  if v_user is not null then
    raise exception 'Cannot drop table "%": "%" references it', v_full_name, v_user
      using errcode = '2BP01', detail = 'table_in_use', hint = 'Drop the referencing table first.';
  end if;

  perform sandbox.run_as_app(app_id, format('drop table if exists public.%I', v_full_name));
  perform platform.require_sound_app(app_id);
  perform platform.audit(app_id, 'drop_table', jsonb_build_object('table', name));
  perform platform.count_on_shard(0, -1);
  return jsonb_build_object('dropped', v_full_name);
end
$$;

comment on function platform.drop_table is 'Drops a table of an app, rows and all.';

revoke all on function platform.drop_table from public, anon, authenticated, service_role;
grant execute on function platform.drop_table to service_role;
