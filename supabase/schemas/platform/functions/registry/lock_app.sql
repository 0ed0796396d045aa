-- lock_app: Locks an app's row until the transaction ends, so that changes to one app run one after another, and returns it.
-- Members keep reading and joining: the lock conflicts neither with FOR KEY SHARE nor with plain reads.
-- Errors: PT404 app_not_found; PT409 app_not_active for a deleted app, unless include_deleted is set.
create or replace function platform.lock_app(app_id bigint, include_deleted boolean default false)
returns platform.apps
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_app platform.apps;
begin
  select * into v_app from platform.apps where apps.id = lock_app.app_id for no key update;
  if not found then
    raise exception 'Cannot change app %: there is no such app', lock_app.app_id
      using errcode = 'PT404', detail = 'app_not_found', hint = 'Check the app id; list_apps lists every app.';
  elsif v_app.status = 'deleted' and not include_deleted then
    raise exception 'Cannot change app %: it is deleted', lock_app.app_id
      using errcode = 'PT409', detail = 'app_not_active', hint = 'Restore the app with resume_app, then try again.';
  end if;
  return v_app;
end
$$;

comment on function platform.lock_app is 'Locks an app''s row until the transaction ends, and returns it.';

revoke all on function platform.lock_app from public, anon, authenticated, service_role;
