-- sql_type: the SQL type of a column type of a spec: number is numeric, vector(384) is extensions.vector(384).
create or replace function platform.sql_type(type text)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select column_types.sql_type || coalesce(substring(type from '\(\d+\)'), '')
    from platform.column_types where column_types.name = regexp_replace(type, '\(\d+\)$', '')
  );
end
$$;

comment on function platform.sql_type is 'The SQL type of a column type of a spec.';

revoke all on function platform.sql_type from public, anon, authenticated, service_role;
