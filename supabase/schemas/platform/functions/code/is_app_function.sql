-- is_app_function: Returns whether a function is one of an app's own: in schema code, owned by one of the app's two roles.
create or replace function platform.is_app_function(app_id bigint, function_id oid)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from pg_catalog.pg_proc
    where pg_proc.oid = function_id and pronamespace = 'code'::regnamespace
      and proowner in (to_regrole(platform.app_role(app_id)), to_regrole(platform.app_user_role(app_id))));
end
$$;

comment on function platform.is_app_function is 'Returns whether a function is one of an app''s own.';

revoke all on function platform.is_app_function from public, anon, authenticated, service_role;
