-- require_no_raw_default: Rejects an operation that would replace a default that raw DDL has set and no spec can state. Call it
-- for a column whose description has no default.
-- Errors: PT409 object_in_use.
create or replace function platform.require_no_raw_default(table_id oid, column_name text, what text)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_default constant text := platform.raw_default(table_id, column_name);
begin
  if v_default is not null then
    perform platform.raise_object_in_use(table_id, column_name, what, 'default', v_default);
  end if;
end
$$;

comment on function platform.require_no_raw_default is 'Rejects an operation that would replace a default of raw DDL.';

revoke all on function platform.require_no_raw_default from public, anon, authenticated, service_role;
