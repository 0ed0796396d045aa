-- is_endless: Returns whether the sign-up code of an app did not end for some member in the last minute. Then it runs for nobody, so
-- that it cannot hold all sessions of Auth, or of the Data API.
-- Called by: finish_sign_up and run_next_code.
create or replace function platform.is_endless(app_id bigint)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from platform.pending_sign_ups as pending
    where pending.app_id = is_endless.app_id and pending.error like '57014%'
      and pending.tried_at > clock_timestamp() - interval '1 minute');
end
$$;

comment on function platform.is_endless is 'Returns whether the sign-up code of an app did not end for some member in the last minute.';

revoke all on function platform.is_endless from public, anon, authenticated, service_role;
