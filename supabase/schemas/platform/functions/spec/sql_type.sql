-- sql_type: returns the SQL type of a column type of a spec: numeric for number, extensions.vector(384) for vector(384).
-- Errors: PT501 type_unavailable where the extension of the type is not installed.
create or replace function platform.sql_type(type text)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if starts_with(type, 'vector') then
    if to_regtype('extensions.vector') is null then
      raise exception 'Cannot create a column of type %: pgvector is not installed', sql_type.type
        using errcode = 'PT501', detail = 'type_unavailable', hint = 'Run "create extension vector with schema extensions".';
    end if;
    return 'extensions.' || type;
  end if;
  return (select column_types.sql_type from platform.column_types where column_types.name = sql_type.type);
end
$$;

comment on function platform.sql_type is 'The SQL type of a column type of a spec.';

revoke all on function platform.sql_type from public, anon, authenticated, service_role;
