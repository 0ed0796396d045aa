-- require_undoable: Rejects the rollback of a schema change that is not the newest, whose tables have changed since, or
-- whose trash was purged.
-- Errors: PT409 schema_change_not_latest, PT409 schema_changed, PT409 dropped_purged.
create or replace function platform.require_undoable(change platform.schema_changes, latest bigint)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_changed text;
begin
  if change.id is distinct from latest or change.rolled_back_by is not null then
    raise exception 'Cannot roll back schema change % of app %: %', change.id, change.app_id,
      case when change.rolled_back_by is not null then 'it is already rolled back' else format('schema change %s is newer', latest) end
      using errcode = 'PT409', detail = 'schema_change_not_latest',
        hint = 'Call rollback_schema_change without an id to roll back the newest change first.';
  end if;
  select touched.name into v_changed
  from jsonb_each(change.after) as touched (name, before)
  left join platform.app_tables on app_tables.app_id = change.app_id and app_tables.name = touched.name
  where app_tables.name is null
    or to_regclass(format('public.%I', platform.app_object(app_tables.app_id, app_tables.name))) is null
    or platform.describe_table(app_tables.app_id, app_tables.name) <> touched.before
  limit 1;
  if v_changed is not null then
    raise exception 'Cannot roll back schema change % of app %: table "%" has changed since', change.id, change.app_id, v_changed
      using errcode = 'PT409', detail = 'schema_changed', hint = 'Apply the schema that you want with apply_schema instead.';
  elsif exists (
    select from jsonb_array_elements(change.undo -> 'restores') as wanted (item)
    where not exists (
      select from platform.dropped_objects
      where dropped_objects.app_id = change.app_id and dropped_objects.id = (wanted.item ->> 'id')::bigint)
  ) then
    raise exception 'Cannot roll back schema change % of app %: what it dropped is no longer in the trash', change.id, change.app_id
      using errcode = 'PT409', detail = 'dropped_purged',
        hint = 'Apply the schema that you want with apply_schema instead; the dropped data cannot be restored.';
  end if;
end
$$;

comment on function platform.require_undoable is 'Rejects the rollback of a schema change that cannot be undone.';

revoke all on function platform.require_undoable from public, anon, authenticated, service_role;
