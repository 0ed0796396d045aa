-- update_app: Changes the name of an app, or who may join it. A null argument leaves its value unchanged. Returns platform.app_json.
-- Called by: the apps function and the platform (service_role).
-- Security: definer, because service_role cannot write the registry.
-- Errors: PT404 app_not_found, PT409 app_not_active, 22023 invalid_argument.
create or replace function platform.update_app(app_id bigint, name text default null, signup text default null)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_app platform.apps;
begin
  perform platform.require_valid_app_arguments(name, null, signup, null);
  perform platform.lock_app(app_id);
  update platform.apps
  set name = coalesce(update_app.name, apps.name), signup = coalesce(update_app.signup, apps.signup)
  where apps.id = update_app.app_id
  returning * into v_app;
  perform platform.audit(app_id, 'update_app', jsonb_strip_nulls(jsonb_build_object('name', name, 'signup', signup)));
  return platform.app_json(v_app);
end
$$;

comment on function platform.update_app is 'Changes the name of an app, or who may join it.';

revoke all on function platform.update_app from public, anon, authenticated, service_role;
grant execute on function platform.update_app to service_role;
