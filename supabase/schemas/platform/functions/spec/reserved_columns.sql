-- reserved_columns: Returns the names that no column of a spec may have: the standard columns, the system columns that
-- PostgreSQL gives to every table, and the parameters of the Data API, which ignores filters on them.
create or replace function platform.reserved_columns()
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return platform.standard_columns() || '{tableoid,ctid,xmin,xmax,cmin,cmax}'::text[] || platform.data_api_parameters();
end
$$;

comment on function platform.reserved_columns is 'Returns the names that no column of a spec may have.';

revoke all on function platform.reserved_columns from public, anon, authenticated, service_role;
