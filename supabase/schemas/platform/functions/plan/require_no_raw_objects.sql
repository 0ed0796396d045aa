-- require_no_raw_objects: Rejects an operation on a column that would change the meaning of what raw DDL has created on it, or
-- lose it. what completes "Cannot", such as drop.
-- Errors: PT409 object_in_use, with the kind and the name of the first object.
create or replace function platform.require_no_raw_objects(table_id oid, column_name text, what text, is_native boolean default false)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_kind text;
  v_name text;
begin
  select raw.kind, raw.name into v_kind, v_name
  from platform.raw_objects(require_no_raw_objects.table_id, require_no_raw_objects.column_name, is_native) as raw
  order by raw.kind, raw.name limit 1;
  if found then
    perform platform.raise_object_in_use(table_id, column_name, what, v_kind, v_name);
  end if;
end
$$;

comment on function platform.require_no_raw_objects is 'Rejects an operation on a column that raw objects depend on.';

revoke all on function platform.require_no_raw_objects from public, anon, authenticated, service_role;
