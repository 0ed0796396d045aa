-- retry_sign_ups: Lets sign-up code that failed for members of an app run again at their next token or request, because DDL of the app may
-- have corrected it.
-- Called by: sandbox.run_statements, after DDL.
create or replace function platform.retry_sign_ups(app_id bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update platform.pending_sign_ups as pending set attempts = 0, tried_at = null
  from (
    select failed.user_id from platform.pending_sign_ups as failed
    where failed.app_id = retry_sign_ups.app_id and failed.attempts > 0
    for update skip locked
  ) as failed
  where pending.app_id = retry_sign_ups.app_id and pending.user_id = failed.user_id;
end
$$;

comment on function platform.retry_sign_ups is 'Lets sign-up code that failed for members of an app run again.';

revoke all on function platform.retry_sign_ups from public, anon, authenticated, service_role;
