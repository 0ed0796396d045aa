-- app_role: Returns the name of an app's role, app_57.
create or replace function platform.app_role(app_id bigint)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return 'app_' || app_id;
end
$$;

comment on function platform.app_role is 'Returns the name of an app''s role: app_57.';

revoke all on function platform.app_role from public, anon, authenticated, service_role;
