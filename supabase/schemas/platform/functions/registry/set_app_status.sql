-- set_app_status: Sets the status of an app and audits the change. Access follows at once, even for tokens that are already issued.
-- Called by: suspend_app, resume_app, delete_app. Returns platform.app_json.
-- Errors: PT404 app_not_found.
create or replace function platform.set_app_status(app_id bigint, status text, action text, reason text default null)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_app platform.apps;
begin
  perform platform.lock_app(app_id, include_deleted => true);
  update platform.apps
  set status = set_app_status.status,
    status_reason = left(set_app_status.reason, 500),
    deleted_at = case when set_app_status.status = 'deleted' then coalesce(apps.deleted_at, now()) end
  where apps.id = set_app_status.app_id
  returning * into v_app;
  perform platform.audit(app_id, action, jsonb_strip_nulls(jsonb_build_object('reason', v_app.status_reason)));
  return platform.app_json(v_app);
end
$$;

comment on function platform.set_app_status is 'Sets the status of an app.';

revoke all on function platform.set_app_status from public, anon, authenticated, service_role;
