-- require_valid_table: Raises the first problem of the spec of one table. known_tables are the app's other tables; app_id is
-- the app whose table is changed, null for a new table.
-- Called by: create_table and alter_table.
-- Errors: 22023 with the reason of the problem.
create or replace function platform.require_valid_table(spec jsonb, known_tables text[], app_id bigint default null)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if platform.is_plain_schema(jsonb_build_array(spec), known_tables) is not true then
    perform platform.require_valid_spec(platform.validate_table(coalesce(spec, 'null'), known_tables, app_id));
  end if;
end
$$;

comment on function platform.require_valid_table is 'Raises the first problem of the spec of one table.';

revoke all on function platform.require_valid_table from public, anon, authenticated, service_role;
