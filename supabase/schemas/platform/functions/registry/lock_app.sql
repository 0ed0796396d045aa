-- lock_app: answers an app's row and keeps it for this transaction, so that changes to one app run one after another.
-- Members go on reading: the lock does not touch FOR KEY SHARE or plain reads.
-- Errors: PT404 app_not_found; PT409 app_not_active for a deleted app, unless deleted ones are asked for.
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
      using errcode = 'PT404', detail = 'app_not_found', hint = 'Create it with create_app.';
  elsif v_app.status = 'deleted' and not include_deleted then
    raise exception 'Cannot change app %: it is deleted', lock_app.app_id
      using errcode = 'PT409', detail = 'app_not_active', hint = 'Restore it with resume_app.';
  end if;
  return v_app;
end
$$;

comment on function platform.lock_app is 'An app''s row, locked for this transaction.';

revoke all on function platform.lock_app from public, anon, authenticated, service_role;
