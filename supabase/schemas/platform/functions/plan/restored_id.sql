-- restored_id: the trash's id of what comes back to a table or a column, or null. restores is [{kind, table, column, id}], kind as in
-- dropped_objects, names as they were before the change.
create or replace function platform.restored_id(restores jsonb, kind text, table_name text, column_name text default null)
returns bigint
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select (item ->> 'id')::bigint from jsonb_array_elements(restores) as element (item)
    where item ->> 'kind' = restored_id.kind and item ->> 'table' = restored_id.table_name
      and item ->> 'column' is not distinct from restored_id.column_name
  );
end
$$;

comment on function platform.restored_id is 'The trash''s id of what comes back to a table or a column.';

revoke all on function platform.restored_id from public, anon, authenticated, service_role;
