-- located: Returns an error of exec_sql or check_sql with its place in the SQL. If the guard refused the SQL, returns all its
-- refusals. An error before the SQL was read, such as a wrong option, has no place.
-- SQL that took too long to read is not read again, and what the time limit does not leave to report is not reported.
-- is_read tells whether the guard accepted the SQL, so that the error is one of running it.
-- Called by: platform.exec_sql and platform.check_sql.
create or replace function sandbox.located(
  app_id bigint,
  sql text,
  parameters jsonb,
  error sandbox.refusal,
  is_read boolean,
  is_admitted boolean default true
)
returns sandbox.refusal[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_error sandbox.refusal := error;
  v_all sandbox.refusal[];
begin
  if not is_admitted or sql is null then
    return array[error];
  elsif not is_read and platform.is_reason(error.detail) then
    v_all := array(select refusal from sandbox.refusals(app_id, sql, parameters) as refusal);
    return case when v_all = '{}' then array[error] else v_all end;
  elsif not is_read then
    return array[error];
  end if;
  select place.statement, place.position into v_error.statement, v_error.position
  from sandbox.failed_at(app_id, sql, error.statement, error.message) as place;
  return array[v_error];
exception when query_canceled then
  return array[error];
end
$$;

comment on function sandbox.located is 'Returns an error of exec_sql or check_sql with its place in the SQL.';

revoke all on function sandbox.located from public, anon, authenticated, service_role;
