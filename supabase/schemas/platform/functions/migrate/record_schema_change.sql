-- record_schema_change: Records a schema change, with the touched tables as they are now, and audits it under the same
-- kind. create_app and repair_app write their own row to the audit log, which says more.
create or replace function platform.record_schema_change(
  app_id bigint,
  kind text,
  operations platform.operation[],
  undo jsonb,
  touched text[]
)
returns platform.schema_changes
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_change platform.schema_changes;
begin
  insert into platform.schema_changes (app_id, version, kind, actor, operations, undo, after)
  values (
    app_id,
    1 + coalesce((select max(version) from platform.schema_changes as former where former.app_id = record_schema_change.app_id), 0),
    record_schema_change.kind,
    coalesce(auth.uid()::text, auth.role(), session_user::text),
    platform.operations_json(record_schema_change.app_id, record_schema_change.operations),
    undo,
    (select coalesce(jsonb_object_agg(app_tables.name, app_tables.baseline), '{}') from platform.app_tables
      where app_tables.app_id = record_schema_change.app_id and app_tables.name = any (touched)))
  returning * into v_change;
  if kind not in ('create_app', 'repair_app') then
    perform platform.audit(app_id, kind, jsonb_build_object('version', v_change.version, 'operations', (
      select jsonb_agg(concat_ws(' ', operation.op, concat_ws('.', operation.table_name, operation.column_name)))
      from unnest(operations) as operation)));
  end if;
  return v_change;
end
$$;

comment on function platform.record_schema_change is 'Records a change of an app''s schema in schema_changes.';

revoke all on function platform.record_schema_change from public, anon, authenticated, service_role;
