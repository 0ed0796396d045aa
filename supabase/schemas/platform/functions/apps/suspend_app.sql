-- suspend_app: Refuses every user and key of an app, at once, until resume_app. Its data does not change.
-- Called by: the apps function and the platform (service_role). Returns platform.app_json.
-- Security: definer, because service_role cannot write the registry.
-- Errors: PT404 app_not_found, PT409 app_not_active for a deleted app.
create or replace function platform.suspend_app(app_id bigint, reason text default null)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform platform.lock_app(app_id);
  return platform.set_app_status(app_id, 'suspended', 'suspend_app', reason);
end
$$;

comment on function platform.suspend_app is 'Refuses every user and key of an app until it is resumed.';

revoke all on function platform.suspend_app from public, anon, authenticated, service_role;
grant execute on function platform.suspend_app to service_role;
