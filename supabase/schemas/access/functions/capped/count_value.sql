-- count_value: Returns a value and counts it for the running statement, as many times as it occurs.
-- Called by: metered.
-- Errors: 54000 result_too_large.
create or replace function access.count_value(value anyelement, times integer)
returns anyelement
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- Not pg_column_size, because a stored value may be compressed. The 64 bytes are what an aggregate needs for each element
  -- beside its value.
  v_is_counted constant boolean := access.count_bytes((64 + coalesce(octet_length(value::text), 0))::bigint * times);
begin
  return value;
end
$$;

comment on function access.count_value is 'Returns a value and counts it for the running statement, as many times as it occurs.';

revoke all on function access.count_value from public, anon, authenticated, service_role;
