-- is_app_active: whether an app serves, whoever asks.
-- Called by: the isolation policy of public_read tables, which anybody may read while the app is active.
-- Security: definer, because users cannot read the registry. It tells one bit, and only where a policy asks.
create or replace function access.is_app_active(app_id bigint)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from platform.apps where apps.id = is_app_active.app_id and apps.status = 'active'
  );
end
$$;

comment on function access.is_app_active is 'Whether the app is active.';

revoke all on function access.is_app_active from public, anon, authenticated, service_role;
grant execute on function access.is_app_active to anon, authenticated, service_role, app_service, app_owner;
