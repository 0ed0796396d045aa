-- queue_account_changes: Has the profiles of an account in the given apps brought in line with the account, and never fails:
-- those in the first apps at once, while these have few tables; the others, and those from an app on whose tables are locked,
-- are left to finish_account_changes, and those whose own code would run to run_pending_code. A transaction that touched hundreds of
-- apps would need more locks than PostgreSQL has room for.
-- Called by: access.tg_users__sync_profile, access.tg_app_members__remove_profiles and repair_profiles.
create or replace function platform.queue_account_changes(user_id uuid, app_ids bigint[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  -- About five locks a table: itself and its indexes. A hosted project has room for 3,840.
  v_room integer := 20;
  v_app_id bigint;
begin
  -- All apps are queued before the first profile is touched. A job that works for an earlier change is waited for, because it may
  -- have read the account before this one; it waits for no queued row, so neither waits for the other.
  insert into platform.pending_account_changes as pending (app_id, user_id)
  select app.id, queue_account_changes.user_id from unnest(app_ids) as app (id) order by app.id
  on conflict on constraint pending_account_changes_pkey do update set tried_at = null;
  for v_app_id in select app.id from unnest(app_ids) as app (id) order by app.id loop
    v_room := v_room - platform.account_change_cost(v_app_id, user_id);
    exit when v_room < 0;
    if platform.runs_own_code(v_app_id) then
      update platform.pending_account_changes as pending set runs_code = true
      where pending.app_id = v_app_id and pending.user_id = queue_account_changes.user_id;
    else
      exit when not platform.try_account_change(v_app_id, user_id);
    end if;
  end loop;
end
$$;

comment on function platform.queue_account_changes is 'Has the profiles of an account brought in line with the account, now or by a job.';

revoke all on function platform.queue_account_changes from public, anon, authenticated, service_role;
