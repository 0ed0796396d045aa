-- sql_type: returns the SQL type of a column type of a spec: numeric for number, extensions.vector(384) for vector(384).
-- Errors: PT501 type_unavailable where the extension of the type is not installed.
create or replace function platform.sql_type(type text)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if starts_with(type, 'vector') and to_regtype('extensions.vector') is null then
    raise exception 'Cannot create a column of type "%": the extension vector is not installed', sql_type.type
      using errcode = 'PT501', detail = 'type_unavailable', hint = 'Run "create extension vector with schema extensions".';
  end if;
  return (
    select column_types.sql_type || coalesce(substring(type from '\(\d+\)'), '')
    from platform.column_types where column_types.name = regexp_replace(type, '\(\d+\)$', '')
  );
end
$$;

comment on function platform.sql_type is 'The SQL type of a column type of a spec.';

revoke all on function platform.sql_type from public, anon, authenticated, service_role;
