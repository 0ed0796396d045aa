-- run_pending_code: Runs what waits for code of apps: the sign-up code of new members, which usually ran at their first token already, and
-- the changes and deletions of accounts in apps whose triggers, checks or defaults call functions of the app. Returns {finished,
-- failed, pending}: how many it finished, how many failed, and how many wait. A call ends with the first code that its time limit
-- ends. Concurrent calls do not wait for each other.
-- Called by: the platform (service_role) and schedulers (docs/operations.md), in sessions with a statement_timeout. It has none of its
-- own: within a statement nothing would tell whether that one holds.
-- Security: definer, because service_role cannot write the registry.
-- Errors: 22023 invalid_argument, 55000 no_time_limit.
create or replace function platform.run_pending_code(max_runs integer default 20)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_kind text;
  v_result text := '';
  v_finished integer := 0;
  v_failed integer := 0;
begin
  if max_runs is null or max_runs not between 1 and 1000 then
    raise exception 'Cannot run pending code: max_runs is %', coalesce(max_runs::text, 'missing')
      using errcode = '22023', detail = 'invalid_argument', hint = 'Pass a max_runs from 1 to 1000.';
  elsif not platform.has_time_limit() then
    raise exception 'Cannot run pending code: the session has no time limit'
      using errcode = '55000', detail = 'no_time_limit', hint = 'Run "set statement_timeout = ''8s''" first, as a statement of its own.';
  end if;
  foreach v_kind in array '{sign_up,account}'::text[] loop
    while v_finished + v_failed < max_runs and v_result not like '57014%' loop
      v_result := platform.run_next_code(v_kind);
      exit when v_result is null;
      v_finished := v_finished + (v_result = '')::integer;
      v_failed := v_failed + (v_result <> '')::integer;
    end loop;
    v_result := coalesce(v_result, '');
  end loop;
  return jsonb_build_object('finished', v_finished, 'failed', v_failed, 'pending',
    (select count(*) from platform.pending_sign_ups) + (select count(*) from platform.pending_account_changes where runs_code));
end
$$;

comment on function platform.run_pending_code is 'Runs what waits for code of apps.';

revoke all on function platform.run_pending_code from public, anon, authenticated, service_role;
grant execute on function platform.run_pending_code to service_role;
