-- change_warnings: Returns the warnings in a result of change_schema, {warnings}, or {} if there are none.
create or replace function platform.change_warnings(result jsonb)
returns jsonb
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when jsonb_path_exists(result, '$.operations[*].warning')
    then jsonb_build_object('warnings', jsonb_path_query_array(result, '$.operations[*].warning')) else '{}' end;
end
$$;

comment on function platform.change_warnings is 'Returns the warnings in a result of change_schema.';

revoke all on function platform.change_warnings from public, anon, authenticated, service_role;
