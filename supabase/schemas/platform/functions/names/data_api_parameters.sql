-- data_api_parameters: Returns the names that the Data API, or the gateway in front of it (apikey), reads as its own parameters. A
-- filter on a column of such a name is ignored: `.delete().eq('columns', …)` deletes whatever the other filters leave. No table or
-- view of an app has such a column. shared/sql_guard/data_api_parameters.ts is generated from it, for the parse-tree wall;
-- tests/e2e/data_api_parameters.test.ts shows what each name does.
create or replace function platform.data_api_parameters()
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return '{apikey,columns,limit,offset,on_conflict,select}';
end
$$;

comment on function platform.data_api_parameters is 'Returns the names that the Data API reads as its own parameters.';

revoke all on function platform.data_api_parameters from public, anon, authenticated, service_role;
