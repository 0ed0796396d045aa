-- typescript_string: a text as a string literal of TypeScript. A JSON string is one; plain text stands in single quotes.
create or replace function platform.typescript_string(value text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when value ~ '^[A-Za-z0-9_ .,:;@/()*+=?!%&#-]*$' then '''' || value || '''' else to_json(value)::text end;
end
$$;

comment on function platform.typescript_string is 'A text as a string literal of TypeScript.';

revoke all on function platform.typescript_string from public, anon, authenticated, service_role;
