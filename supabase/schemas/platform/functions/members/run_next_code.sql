-- run_next_code: Does one of the things that wait for code of apps. Of kind 'sign_up': what remains to be done for a new member; of
-- kind 'account': the profile of a changed or deleted account, without the app's triggers after three failures. What failed is tried
-- again after a minute, and then after twice as long each time. Returns null if nothing is due, '' if it finished one, or the
-- SQLSTATE and the message with which one failed.
-- Called by: run_pending_code.
create or replace function platform.run_next_code(kind text)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  v_next record;
  v_error text := '';
begin
  if kind = 'sign_up' then
    select pending.app_id, pending.user_id into v_next
    from platform.pending_sign_ups as pending
    where (pending.tried_at is null or pending.tried_at < now() - interval '30 s' * 2 ^ least(pending.attempts, 12))
      and exists (select from platform.apps where apps.id = pending.app_id and apps.status = 'active')
      and not platform.is_endless(pending.app_id)
    order by pending.tried_at nulls first, pending.queued_at
    limit 1
    for update skip locked;
    if not found then
      return null;
    end if;
    v_error := coalesce(platform.finish_sign_up(v_next.app_id, v_next.user_id), '');
    -- One that did not even begin goes behind the others, too.
    update platform.pending_sign_ups as pending set tried_at = clock_timestamp()
    where pending.app_id = v_next.app_id and pending.user_id = v_next.user_id and v_error <> '';
    return v_error;
  end if;
  select * into v_next from platform.pending_account_changes as pending
  where pending.runs_code
    and (pending.tried_at is null or pending.tried_at < now() - interval '30 s' * 2 ^ least(pending.attempts, 12))
  order by pending.tried_at nulls first, pending.queued_at
  limit 1
  for update skip locked;
  if not found then
    return null;
  end if;
  begin
    if v_next.attempts < 3 then
      perform platform.finish_account_change(v_next.app_id, v_next.user_id);
      set constraints all immediate;
    else
      perform platform.finish_without_code(v_next.app_id, v_next.user_id);
    end if;
  exception when others or query_canceled or assert_failure then
    v_error := sqlstate || ': ' || left(sqlerrm, 500);
    update platform.pending_account_changes as pending set tried_at = clock_timestamp(), attempts = attempts + 1, error = sqlstate
    where pending.app_id = v_next.app_id and pending.user_id = v_next.user_id;
  end;
  return v_error;
end
$$;

comment on function platform.run_next_code is 'Does one of the things that wait for code of apps.';

revoke all on function platform.run_next_code from public, anon, authenticated, service_role;
