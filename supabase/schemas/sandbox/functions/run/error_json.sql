-- error_json: an error as PostgREST would answer it, {code, message, details, hint}, and the HTTP status for it. details is the
-- guard's stable reason, or sql_error for what PostgreSQL itself raised.
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
      when '42P07' then 'Leave it out, or choose another name; describe_app lists the tables.'
      when '42703' then 'describe_app lists the columns of every table.'
      when '42704' then 'Use what PostgreSQL and the extensions of the shard have; its operator installs extensions.'
      when '42883' then 'Use a function that PostgreSQL has for these types; functions cannot be made.'
      when '57014' then 'Ask for less at once.'
      else 'Correct the SQL and send it again.'
    end)
  );
end
$$;

comment on function sandbox.error_json is 'An error as PostgREST would answer it.';

revoke all on function sandbox.error_json from public, anon, authenticated, service_role;
