-- app_user_role: Returns the name of the role under which the functions of an app run that it declares SECURITY INVOKER,
-- app_57_user. Row security applies to it, unlike to app_role.
create or replace function platform.app_user_role(app_id bigint)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return 'app_' || app_id || '_user';
end
$$;

comment on function platform.app_user_role is 'Returns the name of an app''s second role, app_57_user, to which row security applies.';

revoke all on function platform.app_user_role from public, anon, authenticated, service_role;
