-- error_hint: Returns the hint for an error of PostgreSQL that has none of ours, by its SQLSTATE and message.
-- Called by: error_json and refusals_json.
create or replace function sandbox.error_hint(code text, message text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case code
    when '42P01' then 'Create the table first; describe_app lists the tables.'
    when '42P07' then 'Remove the statement, or choose another name; describe_app lists the tables.'
    when '42703' then 'Use an existing column; describe_app lists the columns of every table.'
    when '42704' then 'Use what exists in PostgreSQL and the extensions of the shard; its operator installs extensions.'
    when '42883' then 'Use a function that exists for these types; functions cannot be created.'
    when '57014' then 'Do less in one call.'
    else 'Correct the SQL and send it again.'
  end;
end
$$;

comment on function sandbox.error_hint is 'Returns the hint for an error of PostgreSQL that has none of ours.';

revoke all on function sandbox.error_hint from public, anon, authenticated, service_role;
