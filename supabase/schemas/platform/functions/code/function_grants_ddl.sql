-- function_grants_ddl: Returns DDL for who may execute a new function of an app: visitors, members and keys, as in Supabase, and
-- always the app's own roles and the platform. PUBLIC never may, because it includes the roles of other apps.
-- Called by: install_functions.
create or replace function platform.function_grants_ddl(app_id bigint, function_id oid)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format('revoke all on function %1$s from public, anon, authenticated, service_role; '
    'grant execute on function %1$s to anon, authenticated, app_service, service_role, postgres, %2$I, %3$I;',
    function_id::regprocedure, platform.app_role(app_id), platform.app_user_role(app_id));
end
$$;

comment on function platform.function_grants_ddl is 'Returns DDL for who may execute a new function of an app.';

revoke all on function platform.function_grants_ddl from public, anon, authenticated, service_role;
