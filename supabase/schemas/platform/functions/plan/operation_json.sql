-- operation_json: Returns an operation as plan_schema lists it: {op, table, column, before, after, sql, destructive, lock,
-- rows, rewrites, deferred, warning}, without fields that are null. table_now is the table's name before the change.
create or replace function platform.operation_json(app_id bigint, operation platform.operation, table_now text)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_rows constant bigint := case when operation.lock is not null then platform.estimated_rows(platform.app_object(app_id, table_now)) end;
  v_sql constant text := coalesce(nullif(operation.sql, ''), operation.job ->> 'statement');
  v_warning constant text := coalesce(operation.warning, case
    when operation.rewrites and v_rows >= (platform.setting('big_table_rows'))::bigint
    then 'Readers must wait while all rows are rewritten.' end);
begin
  return jsonb_build_object(
    'op', operation.op,
    'table', operation.table_name,
    'destructive', operation.destructive,
    'rewrites', operation.rewrites,
    'deferred', operation.job is not null)
  || case when operation.column_name is null then '{}' else jsonb_build_object('column', operation.column_name) end
  || case when operation.before is null then '{}' else jsonb_build_object('before', operation.before) end
  || case when operation.after is null then '{}' else jsonb_build_object('after', operation.after) end
  || case when v_sql is null then '{}' else jsonb_build_object('sql', v_sql) end
  || case when operation.lock is null then '{}' else jsonb_build_object('lock', operation.lock) end
  || case when v_rows is null then '{}' else jsonb_build_object('rows', v_rows) end
  || case when v_warning is null then '{}' else jsonb_build_object('warning', v_warning) end;
end
$$;

comment on function platform.operation_json is 'Returns an operation as plan_schema lists it.';

revoke all on function platform.operation_json from public, anon, authenticated, service_role;
