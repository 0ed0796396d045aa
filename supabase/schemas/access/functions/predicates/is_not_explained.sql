-- is_not_explained: Returns true, or raises if the Data API sent EXPLAIN for a planned or estimated count, or for a plan. The planner
-- reads the statistics of all rows, also of those that row-level security hides.
-- Called by: the planner, for the policy app_isolation of every app table.
-- Security: invoker. Declared immutable, although it reads the session, so that the planner calls it whenever it plans a
-- statement, and the statement itself never does: it costs nothing per row or per execution. EXPLAIN is planned each time.
-- Only sessions of the Data API are concerned, because the owner of the database may explain a query as a user.
-- Errors: PT403 planner_estimate_refused.
create or replace function access.is_not_explained()
returns boolean
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  if session_user = 'authenticator' and current_query() ~* '^\s*explain' then
    raise exception 'Cannot return an estimate of the query planner: it counts rows that the request may not read'
      using errcode = 'PT403', detail = 'planner_estimate_refused', hint = 'Ask for an exact count, or for none.';
  end if;
  return true;
end
$$;

comment on function access.is_not_explained is 'Returns true, or raises if the Data API explains the statement instead of running it.';

revoke all on function access.is_not_explained from public, anon, authenticated, service_role;
grant execute on function access.is_not_explained to anon, authenticated, service_role, app_service, app_code;
