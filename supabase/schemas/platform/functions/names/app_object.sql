-- app_object: Returns the full name of an app's table, app_57_todos; for an empty name, the prefix.
create or replace function platform.app_object(app_id bigint, name text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return 'app_' || app_id || '_' || name;
end
$$;

comment on function platform.app_object is 'Returns the full name of an app''s table: app_57_todos.';

revoke all on function platform.app_object from public, anon, authenticated, service_role;
