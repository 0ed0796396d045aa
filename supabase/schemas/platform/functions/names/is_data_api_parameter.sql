-- is_data_api_parameter: Returns whether the Data API would take a filter on a column for a parameter of its own. It reads only
-- what follows the last dot, so "x.limit" is one, too; it distinguishes case, so "Limit" is not.
create or replace function platform.is_data_api_parameter(column_name text)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return split_part(column_name, '.', -1) = any (platform.data_api_parameters());
end
$$;

comment on function platform.is_data_api_parameter is 'Returns whether the Data API would take a filter on a column for a parameter.';

revoke all on function platform.is_data_api_parameter from public, anon, authenticated, service_role;
