-- check_conditions: Checks the conditions of an exception handler. Those that end a call at its time limit cannot be caught: class 57,
-- and assert_failure. WHEN OTHERS does not include the first and the last; PostgreSQL resolves other names.
-- Called by: check_code_part.
-- Errors: 42501 option_refused.
create or replace function sandbox.check_conditions(words text[], first integer, last integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_fixed constant text[] := '{operator_intervention,query_canceled,admin_shutdown,crash_shutdown,cannot_connect_now,database_dropped,'
    'idle_session_timeout,assert_failure}';
begin
  for v_at in first + 1 .. last loop
    if sandbox.bare_name(words[v_at]) = any (c_fixed)
      or (sandbox.bare_name(words[v_at - 1]) = 'sqlstate' and (words[v_at] !~ '^''[0-9A-Z]{5}''$' or words[v_at] ~ '^''(?:57|P0004)'))
    then
      perform sandbox.refuse('option_refused', format('%s cannot be caught', left(words[v_at], 40)),
        'Catch other conditions, or others: the limits of a call end it.', at => v_at);
    end if;
  end loop;
end
$$;

comment on function sandbox.check_conditions is 'Checks the conditions of an exception handler.';

revoke all on function sandbox.check_conditions from public, anon, authenticated, service_role;
