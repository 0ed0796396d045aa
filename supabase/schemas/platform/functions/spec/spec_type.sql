-- spec_type: returns the column type of a spec for a type of the catalog, or the type as the catalog prints it where no spec can name
-- it; the reverse of sql_type.
create or replace function platform.spec_type(type_id oid, modifier integer)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_written constant text := pg_catalog.format_type(type_id, modifier);
  v_size constant text := substring(v_written from '^extensions\.vector(\(\d+\))$');
  v_name constant text := (
    select column_types.name from platform.column_types
    where column_types.sql_type = case when v_size is null then v_written else 'extensions.vector' end
      and column_types.name = column_types.canonical
      and column_types.name <> 'enum'
  );
begin
  return coalesce(v_name || coalesce(v_size, ''), v_written);
end
$$;

comment on function platform.spec_type is 'The column type of a spec for a type of the catalog.';

revoke all on function platform.spec_type from public, anon, authenticated, service_role;
