-- saved_values: Returns the key under which a rollback finds what an operation saved, as an item of restores (see
-- restored_id). Its names are those from before the change, to which the rollback leads back.
create or replace function platform.saved_values(operations platform.operation[], operation platform.operation, dropped_id bigint)
returns jsonb
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := coalesce((
    select done.before #>> '{}' from unnest(operations) as done
    where done.op = 'rename_table' and done.table_name = operation.table_name and operation.saves <> 'table'
  ), operation.table_name);
  v_column constant text := coalesce((
    select done.before #>> '{}' from unnest(operations) as done
    where done.op = 'rename_column' and done.table_name = operation.table_name and done.column_name = operation.column_name
      and operation.saves <> 'column'
  ), operation.column_name);
begin
  return jsonb_build_object('kind', operation.saves, 'table', v_table, 'column', v_column, 'id', dropped_id);
end
$$;

comment on function platform.saved_values is 'Returns the key under which a rollback finds what an operation saved.';

revoke all on function platform.saved_values from public, anon, authenticated, service_role;
