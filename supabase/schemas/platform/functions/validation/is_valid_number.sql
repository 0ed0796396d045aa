-- is_valid_number: returns whether a JSON value is a number that a column type takes, as a limit or as a default. Numbers beyond
-- ±(2^53 - 1) are rejected: a JavaScript client has already rounded them.
create or replace function platform.is_valid_number(value jsonb, type text)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when jsonb_typeof(value) is distinct from 'number' then false
    when abs((value #>> '{}')::numeric) > 9007199254740991 then false
    when type = 'integer' and (value #>> '{}')::numeric not between -2147483648 and 2147483647 then false
    when type in ('integer', 'bigint') then (value #>> '{}')::numeric = trunc((value #>> '{}')::numeric)
    else true
  end;
end
$$;

comment on function platform.is_valid_number is 'Whether a JSON value is a number that the column type takes.';

revoke all on function platform.is_valid_number from public, anon, authenticated, service_role;
