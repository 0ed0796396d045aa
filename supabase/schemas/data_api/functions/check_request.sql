-- check_request: Refuses requests that would return what the query planner knows: planned and estimated counts, and plans. The
-- planner reads the statistics of all rows, also of those that row-level security hides.
-- Called by: the Data API in the transaction of each request, as its role (pgrst.db_pre_request; see settings.sql).
-- Security: invoker. The refusal does not look at the path, so no spelling avoids it. request.headers has only the last of several
-- Prefer headers while PostgREST obeys all of them; access.is_not_explained refuses what passes here.
-- It also runs the sign-up code that waits for the user, if the request may write, and takes a request slot of the app (enter_app).
-- Errors: PT403 planner_estimate_refused, PT429 too_many_requests.
create or replace function data_api.check_request()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_headers constant json := nullif(current_setting('request.headers', true), '');
begin
  -- No code of an app runs yet, whatever the connection was left with (see access.passes_row_security).
  perform set_config('default_transaction_deferrable', 'off', true);
  -- service_role bypasses row-level security, so no row is hidden from it.
  if current_user = 'service_role' then
    return;
  end if;
  if v_headers ->> 'prefer' ~* 'planned|estimated' or v_headers ->> 'accept' ~* 'vnd\.pgrst\.plan' then
    raise exception 'Cannot return an estimate of the query planner: it counts rows that the request may not read'
      using errcode = 'PT403', detail = 'planner_estimate_refused', hint = 'Ask for an exact count, or for none.';
  end if;
  if current_user = 'authenticated' and current_setting('transaction_read_only') = 'off' then
    perform data_api.finish_sign_ups();
  end if;
  perform data_api.enter_app(current_setting('request.path', true));
end
$$;

comment on function data_api.check_request is
  'Refuses requests of users and keys for planned and estimated counts, and for plans; runs sign-up code; takes a request slot.';

revoke all on function data_api.check_request from public, anon, authenticated, service_role;
grant execute on function data_api.check_request to anon, authenticated, service_role, app_service;
