-- try_account_change: Brings the profile of an account in an app in line with the account, as finish_account_change does, and
-- returns whether that succeeded, also if code of the app fails or does not end. It waits only half a second for a lock, and leaves
-- nothing behind if it fails.
-- Called by: queue_account_changes, in the session of Auth, for apps without code of their own; add_member.
create or replace function platform.try_account_change(app_id bigint, user_id uuid)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '500ms'
as $$
begin
  perform platform.finish_account_change(app_id, user_id);
  set constraints all immediate;
  return true;
exception when others or query_canceled or assert_failure then
  return false;
end
$$;

comment on function platform.try_account_change is 'Brings an account''s profile in an app in line, and returns whether that succeeded.';

revoke all on function platform.try_account_change from public, anon, authenticated, service_role;
