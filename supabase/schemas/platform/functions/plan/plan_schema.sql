-- plan_schema: Returns what apply_schema would do to bring an app's tables to a whole-app spec, without changing anything:
-- {app_id, fingerprint, operations, destructive, warnings, drift, untouched}. untouched lists the tables of raw DDL, which
-- no spec covers.
-- Called by: the apps and schema-generate functions, the platform (service_role).
-- Security: definer, because service_role may not execute what it calls.
-- Errors: PT404 app_not_found, 22023 with the reason of the spec's first problem, PT409 table_not_managed, 22023
-- rename_source_missing, 22023 unsupported_type_change.
create or replace function platform.plan_schema(app_id bigint, spec jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_state jsonb;
  v_operations jsonb;
begin
  if not exists (select from platform.apps where apps.id = plan_schema.app_id) then
    raise exception 'Cannot plan a schema change of app %: there is no such app', plan_schema.app_id
      using errcode = 'PT404', detail = 'app_not_found', hint = 'Check the app id; list_apps lists every app.';
  end if;
  perform platform.require_valid_schema(app_id, spec);
  v_state := platform.schema_state(app_id);
  v_operations := platform.operations_json(app_id,
    platform.plan_operations(app_id, spec -> 'tables', platform.tables_missing_from_spec(app_id, spec -> 'tables'), state => v_state));
  return jsonb_build_object(
    'app_id', app_id,
    'fingerprint', platform.schema_fingerprint(v_state, spec),
    'operations', v_operations,
    'destructive', v_operations @> '[{"destructive": true}]',
    'warnings', jsonb_path_query_array(v_operations, '$[*].warning'),
    'drift', platform.schema_drift(app_id, v_state),
    'untouched', (select coalesce(jsonb_agg(app_tables.name order by app_tables.name), '[]') from platform.app_tables
      where app_tables.app_id = plan_schema.app_id and platform.is_raw_scope(app_tables.scope)));
end
$$;

comment on function platform.plan_schema is 'Returns what apply_schema would do.';

revoke all on function platform.plan_schema from public, anon, authenticated, service_role;
grant execute on function platform.plan_schema to service_role;
