-- get_app: Returns one app, whatever its status, as platform.app_json.
-- Called by: the apps function and the platform (service_role).
-- Security: definer, because service_role may not execute what it calls.
-- Errors: PT404 app_not_found.
create or replace function platform.get_app(app_id bigint)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_app platform.apps;
begin
  select * into v_app from platform.apps where apps.id = get_app.app_id;
  if not found then
    raise exception 'Cannot get app %: there is no such app', get_app.app_id
      using errcode = 'PT404', detail = 'app_not_found', hint = 'List the apps with list_apps.';
  end if;
  return platform.app_json(v_app);
end
$$;

comment on function platform.get_app is 'Returns one app, whatever its status.';

revoke all on function platform.get_app from public, anon, authenticated, service_role;
grant execute on function platform.get_app to service_role;
