-- finish_account_changes: Brings the next profiles in line with their accounts, which changed their address or were deleted. One
-- call touches about max_tables tables of apps, because one transaction locks every table that it touches. Returns {finished,
-- failed, pending}: how many profiles it finished, how many failed and will be tried again, and how many wait. Call it again
-- until finished is 0. Concurrent calls do not wait for each other, and an interrupted call leaves its work to the next one.
-- Apps whose own code would run are left to run_pending_code: here no time limit is sure to hold.
-- Called by: the platform (service_role) and schedulers such as pg_cron (docs/operations.md).
-- Security: definer, because service_role cannot write the registry.
-- Errors: 22023 invalid_argument.
create or replace function platform.finish_account_changes(max_tables integer default 50)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set statement_timeout = '120s'
set lock_timeout = '2s'
as $$
declare
  v_next platform.pending_account_changes;
  v_tables integer := 0;
  v_finished integer := 0;
  v_failed integer := 0;
begin
  if max_tables is null or max_tables not between 1 and 1000 then
    raise exception 'Cannot finish account changes: max_tables is %', coalesce(max_tables::text, 'missing')
      using errcode = '22023', detail = 'invalid_argument', hint = 'Pass a max_tables from 1 to 1000.';
  end if;
  while v_tables < max_tables loop
    select * into v_next from platform.pending_account_changes
    where not pending_account_changes.runs_code
      and (pending_account_changes.tried_at is null or pending_account_changes.tried_at < now())
    order by pending_account_changes.tried_at nulls first, pending_account_changes.queued_at
    limit 1
    for update skip locked;
    exit when not found;
    if platform.runs_own_code(v_next.app_id) then
      update platform.pending_account_changes set runs_code = true
      where pending_account_changes.app_id = v_next.app_id and pending_account_changes.user_id = v_next.user_id;
      continue;
    end if;
    v_tables := v_tables + platform.account_change_cost(v_next.app_id, v_next.user_id);
    begin
      perform platform.finish_account_change(v_next.app_id, v_next.user_id);
      v_finished := v_finished + 1;
    exception when others then
      -- A lock that another session holds, or no memory for more locks: the app stays in the queue, behind the others.
      v_failed := v_failed + 1;
      update platform.pending_account_changes set tried_at = now(), attempts = attempts + 1, error = sqlstate
      where pending_account_changes.app_id = v_next.app_id and pending_account_changes.user_id = v_next.user_id;
    end;
  end loop;
  return jsonb_build_object(
    'finished', v_finished, 'failed', v_failed, 'pending', (select count(*) from platform.pending_account_changes));
end
$$;

comment on function platform.finish_account_changes is 'Brings the next profiles in line with their accounts.';

revoke all on function platform.finish_account_changes from public, anon, authenticated, service_role;
grant execute on function platform.finish_account_changes to service_role;
