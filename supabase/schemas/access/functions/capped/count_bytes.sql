-- count_bytes: Adds to the bytes that the running statement collects or builds, and refuses if they are more than 64 MiB. The
-- setting appshard.collected_bytes holds the count until the transaction ends or sandbox.run_statement begins another statement.
-- Returns true, so that a caller can assign its result: PERFORM would run a query each time.
-- Called by: count_value and the functions whose result may be much longer than what they are given.
-- Errors: 54000 result_too_large.
create or replace function access.count_bytes(bytes bigint)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes constant bigint := coalesce(bytes, 0) + coalesce(nullif(current_setting('appshard.collected_bytes', true), ''), '0')::bigint;
begin
  if v_bytes > 67108864 then
    raise exception 'Cannot run the statement: its aggregates and string functions collect more than 64 MiB'
      using errcode = '54000', detail = 'result_too_large', hint = 'Aggregate fewer rows or shorter values at a time.';
  end if;
  return set_config('appshard.collected_bytes', v_bytes::text, true) is not null;
end
$$;

comment on function access.count_bytes is 'Adds to the bytes that the running statement collects, up to 64 MiB.';

revoke all on function access.count_bytes from public, anon, authenticated, service_role;
