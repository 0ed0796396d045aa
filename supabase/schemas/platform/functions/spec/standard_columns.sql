-- standard_columns: Returns the names of the columns that every table of a spec has without being asked for.
create or replace function platform.standard_columns()
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return '{id,user_id,created_at,updated_at}';
end
$$;

comment on function platform.standard_columns is 'Returns the names of the columns that every table of a spec has.';

revoke all on function platform.standard_columns from public, anon, authenticated, service_role;
