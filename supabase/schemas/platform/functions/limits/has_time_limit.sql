-- has_time_limit: Returns whether statement_timeout ends the statement that runs now, within two minutes. Code of an app may run
-- only then. A limit that is set while a statement runs does not end it, and inside a function with its own statement_timeout, or
-- one that such a function called, this cannot tell: call it only from functions that have none, as their callers.
create or replace function platform.has_time_limit()
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return current_setting('statement_timeout')::interval between interval '1 ms' and interval '2 min';
end
$$;

comment on function platform.has_time_limit is 'Returns whether statement_timeout ends the statement that runs now.';

revoke all on function platform.has_time_limit from public, anon, authenticated, service_role;
