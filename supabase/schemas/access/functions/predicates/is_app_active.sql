-- is_app_active: Returns whether an app is active, regardless of the caller.
-- Called by: the isolation policy of public_read tables, which anybody may read while the app is active,
-- and data_api.enter_app, for the request slot.
-- Security: definer, because users cannot read the registry. It reveals one bit, and only where a policy calls it.
-- Errors: PT429 too_many_requests.
create or replace function access.is_app_active(app_id bigint)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- The first request slot of the app (access.slot_key). Tried here, because calling another function costs more than trying.
  if current_setting('appshard.request_slot', true) <> ''
    or not pg_try_advisory_xact_lock(4611686018427387905 + is_app_active.app_id * 10000)
  then
    perform access.wait_for_slot(is_app_active.app_id);
  end if;
  return exists (
    select from platform.apps where apps.id = is_app_active.app_id and apps.status = 'active'
  );
end
$$;

comment on function access.is_app_active is 'Returns whether the app is active.';

revoke all on function access.is_app_active from public, anon, authenticated, service_role;
grant execute on function access.is_app_active to anon, authenticated, service_role, app_service, app_code;
