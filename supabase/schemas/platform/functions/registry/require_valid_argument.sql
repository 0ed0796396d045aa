-- require_valid_argument: Raises what is wrong with an argument, unless that is null.
-- Errors: 22023 invalid_argument.
create or replace function platform.require_valid_argument(problem text)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if problem is not null then
    raise exception 'Invalid argument: %', problem
      using errcode = '22023', detail = 'invalid_argument', hint = 'Correct the argument and call again.';
  end if;
end
$$;

comment on function platform.require_valid_argument is 'Raises what is wrong with an argument.';

revoke all on function platform.require_valid_argument from public, anon, authenticated, service_role;
