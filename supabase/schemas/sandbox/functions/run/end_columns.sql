-- end_columns: Deallocates the prepared statement of result_columns if there is one. A time limit can end a call between the two,
-- and no rollback removes a prepared statement from the connection.
-- Called by: result_columns, and platform.exec_sql after an error.
create or replace function sandbox.end_columns()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (select from pg_catalog.pg_prepared_statements where name = 'appshard_columns') then
    deallocate appshard_columns;
  end if;
end
$$;

comment on function sandbox.end_columns is 'Deallocates the prepared statement of result_columns.';

revoke all on function sandbox.end_columns from public, anon, authenticated, service_role;
