-- operation_json: an operation as plan_schema answers it: {op, table, column, before, after, sql, destructive, lock, rows,
-- rewrites, deferred, warning}. table_now is what the table is called before it all.
create or replace function platform.operation_json(app_id bigint, operation platform.operation, table_now text)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_rows constant bigint := case when operation.lock is not null then platform.estimated_rows(platform.app_object(app_id, table_now)) end;
begin
  return platform.without_nulls(jsonb_build_object(
    'op', operation.op,
    'table', operation.table_name,
    'column', operation.column_name,
    'before', operation.before,
    'after', operation.after,
    'sql', coalesce(nullif(operation.sql, ''), operation.job ->> 'statement'),
    'destructive', operation.destructive,
    'lock', operation.lock,
    'rows', v_rows,
    'rewrites', operation.rewrites,
    'deferred', operation.job is not null,
    'warning', coalesce(operation.warning, case when operation.rewrites and v_rows >= (platform.setting('big_table_rows'))::bigint
      then 'Readers wait while all rows are written anew.' end)
  ));
end
$$;

comment on function platform.operation_json is 'An operation as plan_schema answers it.';

revoke all on function platform.operation_json from public, anon, authenticated, service_role;
