-- count_value: Returns a value and counts it for the running statement, as many times as it occurs. It refuses a value with so many
-- strings that jsonb_agg would take longer than a call may: for each string PostgreSQL reads the whole rest of the document, and
-- nothing, not even a timeout, interrupts that.
-- Called by: metered.
-- Errors: 54000 result_too_large.
create or replace function access.count_value(value anyelement, times integer)
returns anyelement
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_type constant text := pg_typeof(value)::text;
  -- Not pg_column_size, because a stored value may be compressed. The 64 bytes are what an aggregate needs for each element
  -- beside its value.
  v_text constant text := value::text;
  v_bytes constant bigint := coalesce(octet_length(v_text), 0);
  v_is_counted constant boolean := access.count_bytes((64 + v_bytes) * times);
  v_separators bigint := 0;
begin
  -- Each string has two quotes in a document, and a comma in an array or a row.
  if v_bytes > 100000 and c_type in ('json', 'jsonb') then
    v_separators := v_bytes - octet_length(replace(v_text, '"', ''));
  elsif v_bytes > 100000
    and c_type !~ '^(text|citext|bytea|character varying|(smallint|integer|bigint|real|double precision|numeric)\[\])$'
  then
    v_separators := 4 * (v_bytes - octet_length(replace(v_text, ',', '')));
  end if;
  -- A hundred thousand strings of a letter, two seconds.
  if v_separators * v_bytes > 40000000000 then
    raise exception 'Cannot run the statement: an aggregate collects a value of % bytes with too many strings', v_bytes
      using errcode = '54000', detail = 'result_too_large', hint = 'Aggregate fewer rows or shorter values at a time.';
  end if;
  return value;
end
$$;

comment on function access.count_value is 'Returns a value and counts it for the running statement, as many times as it occurs.';

revoke all on function access.count_value from public, anon, authenticated, service_role;
