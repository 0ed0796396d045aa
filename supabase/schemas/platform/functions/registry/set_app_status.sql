-- set_app_status: moves an app to a status and audits it. Access follows at once, for tokens that are out already too.
-- Called by: suspend_app, resume_app, delete_app. Answers platform.app_json.
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

comment on function platform.set_app_status is 'Moves an app to a status.';

revoke all on function platform.set_app_status from public, anon, authenticated, service_role;
