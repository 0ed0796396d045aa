-- finish_sign_up: Does what remains to be done for a new member by code of the app: the profile, and the sign-up code, once. Returns
-- null, or the SQLSTATE and the message with which that failed. It never raises what the code raises: the member is one already, and
-- the error is kept for the owner of the app. Nothing runs without a time limit, or while the app is suspended. A session that does
-- the same, or has the last slot of the app, is waited for, but not longer than a second.
-- statement_timeout strikes once for a statement: after 57014 the caller must run no more code of apps.
-- Called by: add_member, finish_sign_ups_of and run_next_code. Not by enrol_member, which also runs within Auth's own statements.
create or replace function platform.finish_sign_up(app_id bigint, user_id uuid)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '1s'
as $$
declare
  v_is_member boolean;
  v_error text;
begin
  if not platform.has_time_limit() then
    return null;
  end if;
  begin
    if not exists (
      select from platform.pending_sign_ups as pending
      where pending.app_id = finish_sign_up.app_id and pending.user_id = finish_sign_up.user_id
    ) then
      return null;
    end if;
    -- Like a request, it takes one of the app's slots until the transaction ends. A session of Auth is not refused, so the setting
    -- tells whether it got one.
    perform access.wait_for_slot(app_id);
    if split_part(current_setting('appshard.request_slot', true), ' ', 1) is distinct from app_id::text or platform.is_endless(app_id) then
      return '57000: too much code of the app is running, or it did not end for another member';
    end if;
    perform from platform.pending_sign_ups as pending
    where pending.app_id = finish_sign_up.app_id and pending.user_id = finish_sign_up.user_id
    for update;
    if not found or exists (select from platform.apps where apps.id = finish_sign_up.app_id and apps.status <> 'active') then
      return null;
    end if;
    -- The lock keeps the membership until its rows exist.
    perform from platform.app_members
    where app_members.app_id = finish_sign_up.app_id and app_members.user_id = finish_sign_up.user_id for key share;
    v_is_member := found;
  exception when lock_not_available or query_canceled or sqlstate 'PT429' or sqlstate 'PGRST' then
    return sqlstate || ': ' || sqlerrm;
  end;
  if v_is_member then
    v_error := platform.try_sign_up_step(app_id, user_id, 'profile');
    if v_error is null then
      v_error := platform.try_sign_up_step(app_id, user_id, 'code');
    end if;
  end if;
  if v_error is null then
    delete from platform.pending_sign_ups as pending
    where pending.app_id = finish_sign_up.app_id and pending.user_id = finish_sign_up.user_id;
  else
    update platform.pending_sign_ups as pending set tried_at = clock_timestamp(), attempts = attempts + 1, error = v_error
    where pending.app_id = finish_sign_up.app_id and pending.user_id = finish_sign_up.user_id;
  end if;
  return v_error;
end
$$;

comment on function platform.finish_sign_up is 'Does what remains to be done for a new member by code of the app.';

revoke all on function platform.finish_sign_up from public, anon, authenticated, service_role;
