-- error_json: Returns an error as PostgREST would, {code, message, details, hint}, and sets the HTTP status for it. details
-- is the guard's stable reason, timed_out for a query that was cancelled, or sql_error for other errors of PostgreSQL.
-- Called by: platform.exec_sql.
create or replace function sandbox.error_json(code text, message text, detail text, hint text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform set_config('response.status', case
      when code ~ '^PT[0-9]{3}$' then substr(code, 3)
      when code in ('42501') then '403'
      when code in ('23503', '23505') then '409'
      when code in ('57014') then '504'
      when code ~ '^(?:53|55P03)' then '503'
      else '400'
    end, true);
  return jsonb_build_object(
    'code', code,
    'message', message,
    'details', case when platform.is_reason(detail) then detail when code = '57014' then 'timed_out' else 'sql_error' end,
    'hint', coalesce(nullif(hint, ''), case code
      when '42P01' then 'Create the table first; describe_app lists the tables.'
      when '42P07' then 'Remove the statement, or choose another name; describe_app lists the tables.'
      when '42703' then 'Use an existing column; describe_app lists the columns of every table.'
      when '42704' then 'Use what exists in PostgreSQL and the extensions of the shard; its operator installs extensions.'
      when '42883' then 'Use a function that exists for these types; functions cannot be created.'
      when '57014' then 'Do less in one call.'
      else 'Correct the SQL and send it again.'
    end)
  );
end
$$;

comment on function sandbox.error_json is 'Returns an error as PostgREST would, and sets the HTTP status.';

revoke all on function sandbox.error_json from public, anon, authenticated, service_role;
