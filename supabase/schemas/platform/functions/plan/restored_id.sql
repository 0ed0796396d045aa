-- restored_id: Returns the id of the trash entry from which a table or column is restored, or null. restores is [{kind,
-- table, column, id}], with kind as in dropped_objects and the names that table and column have once restored.
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

comment on function platform.restored_id is 'Returns the id of the trash entry from which a table or column is restored.';

revoke all on function platform.restored_id from public, anon, authenticated, service_role;
