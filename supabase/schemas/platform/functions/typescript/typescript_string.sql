-- typescript_string: Returns a text as a TypeScript string literal: plain text in single quotes, any other as a JSON string,
-- which is a literal too.
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

comment on function platform.typescript_string is 'Returns a text as a TypeScript string literal.';

revoke all on function platform.typescript_string from public, anon, authenticated, service_role;
