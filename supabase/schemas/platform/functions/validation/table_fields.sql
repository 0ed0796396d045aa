-- table_fields: Returns the fields of a table in a spec with their rules. A table that exists may keep as many columns and
-- indexes as it has, or none; existing is existing_table, null for a new table.
create or replace function platform.table_fields(existing jsonb)
returns jsonb
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_fields constant jsonb := platform.spec_fields('table');
  v_columns constant integer := (select count(*) from jsonb_object_keys(existing -> 'columns'));
begin
  if existing is null then
    return v_fields;
  end if;
  return v_fields || jsonb_build_object(
    'columns', v_fields -> 'columns' || jsonb_build_object(
      'minItems', least(v_columns, (v_fields #>> '{columns,minItems}')::integer),
      'maxItems', greatest(v_columns, (v_fields #>> '{columns,maxItems}')::integer)),
    'indexes', v_fields -> 'indexes' || jsonb_build_object(
      'maxItems', greatest(jsonb_array_length(existing -> 'indexes'), (v_fields #>> '{indexes,maxItems}')::integer)));
end
$$;

comment on function platform.table_fields is 'Returns the fields of a table in a spec with their rules.';

revoke all on function platform.table_fields from public, anon, authenticated, service_role;
