-- without_functions: Returns a whole-app spec without the functions that describe_app lists beside the tables: no spec covers them.
create or replace function platform.without_functions(spec jsonb)
returns jsonb
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case jsonb_typeof(spec) when 'object' then spec - 'functions' else spec end;
end
$$;

comment on function platform.without_functions is 'Returns a whole-app spec without the functions that describe_app lists.';

revoke all on function platform.without_functions from public, anon, authenticated, service_role;
