-- typescript_key: Returns a name as a key of a TypeScript object or type. As a key, even a reserved word needs no quotes.
create or replace function platform.typescript_key(name text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when name ~ '^[A-Za-z_][A-Za-z0-9_]*$' then name else platform.typescript_string(name) end;
end
$$;

comment on function platform.typescript_key is 'Returns a name as a key of a TypeScript object or type.';

revoke all on function platform.typescript_key from public, anon, authenticated, service_role;
