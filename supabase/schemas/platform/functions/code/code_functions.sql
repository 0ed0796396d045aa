-- code_functions: Returns the ids of the functions in schema code, or in public, that have an app's prefix. A range finds them
-- by the index on names. The character after _ is `.
create or replace function platform.code_functions(app_id bigint, schema_name text default 'code')
returns setof oid
language plpgsql
stable
rows 5
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select pg_proc.oid from pg_catalog.pg_proc
    where pronamespace = schema_name::regnamespace
      and proname >= platform.app_object(app_id, '')::name
      and proname < (platform.app_role(app_id) || '`')::name;
end
$$;

comment on function platform.code_functions is 'Returns the ids of the functions in schema code, or in public, that have an app''s prefix.';

revoke all on function platform.code_functions from public, anon, authenticated, service_role;
