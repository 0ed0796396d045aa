-- rollback_schema_change: Undoes the newest schema change of an app that is not undone yet, with its data: what was dropped
-- comes back from the trash, and old values come back to rows that nobody has changed since. What the change had added goes
-- to the trash. Undoing a rollback repeats the change, as a schema change of kind redo, which can be undone like any other.
-- Called by: the apps function and the platform (service_role). Returns the same as apply_schema.
-- Security: definer, because callers cannot run anything as the app.
-- Errors: PT404 app_not_found, PT409 app_not_active, PT404 schema_change_not_found, PT409 creation_not_undoable, PT409
-- schema_change_not_latest, PT409 schema_changed, PT409 dropped_purged, and those of change_schema.
create or replace function platform.rollback_schema_change(
  app_id bigint,
  schema_change_id bigint default null,
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
  v_change platform.schema_changes;
  v_latest bigint;
  v_result jsonb;
begin
  perform platform.lock_schema(app_id);
  select max(schema_changes.id) into v_latest from platform.schema_changes
  where schema_changes.app_id = rollback_schema_change.app_id and rolled_back_by is null and kind <> 'create_app'
    -- Unless named explicitly, a rollback is not rolled back; continue before it.
    and (kind <> 'rollback' or exists (
      select from platform.schema_changes as wanted
      where wanted.app_id = rollback_schema_change.app_id and wanted.id = schema_change_id and wanted.kind = 'rollback'));
  select * into v_change from platform.schema_changes
  where schema_changes.app_id = rollback_schema_change.app_id and schema_changes.id = coalesce(schema_change_id, v_latest);
  if not found then
    raise exception 'Cannot roll back % of app %: there is no such change',
      coalesce('schema change ' || schema_change_id, 'the newest schema change'), rollback_schema_change.app_id
      using errcode = 'PT404', detail = 'schema_change_not_found', hint = 'List the schema changes with list_schema_changes.';
  end if;
  if v_change.kind = 'create_app' then
    raise exception 'Cannot roll back schema change % of app %: it created the app', v_change.id, v_change.app_id
      using errcode = 'PT409', detail = 'creation_not_undoable',
        hint = 'Delete the app with delete_app, or apply the schema that you want with apply_schema.';
  end if;
  perform platform.require_undoable(v_change, v_latest);

  v_result := platform.change_schema(app_id, case v_change.kind when 'rollback' then 'redo' else 'rollback' end,
    v_change.undo -> 'desired', array(select jsonb_array_elements_text(v_change.undo -> 'drops')), v_change.undo -> 'restores',
    true, dry_run);
  if not coalesce(dry_run, false) then
    update platform.schema_changes set rolled_back_by = coalesce((v_result #>> '{schema_change,id}')::bigint, id) where id = v_change.id;
  end if;
  return v_result;
end
$$;

comment on function platform.rollback_schema_change is 'Undoes the newest change of an app''s schema.';

revoke all on function platform.rollback_schema_change from public, anon, authenticated, service_role;
grant execute on function platform.rollback_schema_change to service_role;
