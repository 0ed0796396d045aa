-- require_valid_sql_options: Rejects options that exec_sql does not have, and values that it cannot use.
-- Errors: 22023 invalid_argument.
create or replace function platform.require_valid_sql_options(options jsonb)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_problem constant text := case
    when jsonb_typeof(options) is distinct from 'object' then 'options must be an object'
    when options - '{read_only,dry_run,max_rows,parameters,timeout_ms,actor}'::text[] <> '{}'
      then 'options are read_only, dry_run, max_rows, parameters and timeout_ms'
    when jsonb_typeof(coalesce(options -> 'read_only', 'false')) <> 'boolean'
      or jsonb_typeof(coalesce(options -> 'dry_run', 'false')) <> 'boolean'
      then 'read_only and dry_run must be true or false'
    when options ->> 'max_rows' !~ '^[0-9]{1,15}$'
      or (options ->> 'max_rows')::bigint not between 1 and platform.limit_of('sql_max_rows')
      then format('max_rows must be between 1 and %s', platform.limit_of('sql_max_rows'))
    when coalesce(options ->> 'timeout_ms', '100') !~ '^[0-9]{1,5}$'
      or coalesce(options ->> 'timeout_ms', '100')::integer not between 100 and 8000
      then 'timeout_ms must be between 100 and 8000'
    when jsonb_typeof(coalesce(options -> 'parameters', '[]')) <> 'array'
      or jsonb_array_length(coalesce(options -> 'parameters', '[]')) > 1000
      then 'parameters must be an array of 1000 at most'
  end;
begin
  if v_problem is not null then
    perform sandbox.refuse('invalid_argument', v_problem, 'Correct the option and call again.', '22023');
  end if;
end
$$;

comment on function platform.require_valid_sql_options is 'Rejects options that exec_sql does not have.';

revoke all on function platform.require_valid_sql_options from public, anon, authenticated, service_role;
