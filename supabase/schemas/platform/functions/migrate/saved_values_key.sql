-- saved_values_key: under which name of before the change a rollback finds what an operation saved: "column todos.text".
create or replace function platform.saved_values_key(operations platform.operation[], operation platform.operation)
returns text
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
  return operation.saves || ' ' || concat_ws('.', v_table, v_column);
end
$$;

comment on function platform.saved_values_key is 'Under which name a rollback finds what an operation saved.';

revoke all on function platform.saved_values_key from public, anon, authenticated, service_role;
