-- describe_app: Returns an app with its tables and functions, {id, name, users, tables, functions}: tables as describe_table returns
-- them, functions as describe_functions does, by name, omitted if there are none. users is the profile table; it is listed apart
-- because every app has it.
-- Called by: the apps function and the platform (service_role).
-- Security: definer, because service_role may not execute what it calls.
-- Errors: PT404 app_not_found.
create or replace function platform.describe_app(app_id bigint)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text;
begin
  select apps.name into v_name from platform.apps where apps.id = describe_app.app_id;
  if not found then
    raise exception 'Cannot describe app %: there is no such app', describe_app.app_id
      using errcode = 'PT404', detail = 'app_not_found', hint = 'Check the app id; list_apps lists every app.';
  end if;
  return jsonb_build_object(
    'id', app_id,
    'name', v_name,
    'users', platform.describe_table(app_id, 'users'),
    'tables', (
      select coalesce(jsonb_agg(platform.describe_table(app_tables.app_id, app_tables.name) order by app_tables.name), '[]')
      from platform.app_tables
      where app_tables.app_id = describe_app.app_id and app_tables.scope <> 'profile'
    )
  ) || case when exists (select from platform.app_functions where app_functions.app_id = describe_app.app_id)
    then jsonb_build_object('functions', platform.describe_functions(app_id)) else '{}' end;
end
$$;

comment on function platform.describe_app is 'Returns an app with its tables, as a schema spec, and its functions.';

revoke all on function platform.describe_app from public, anon, authenticated, service_role;
grant execute on function platform.describe_app to service_role;
