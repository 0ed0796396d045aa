-- typescript_member: Returns the expression for a field of a variable: ordersRow.id, or ordersRow['Full Name'].
create or replace function platform.typescript_member(variable text, name text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return variable || case when name ~ '^[A-Za-z_][A-Za-z0-9_]*$' then '.' || name else '[' || platform.typescript_string(name) || ']' end;
end
$$;

comment on function platform.typescript_member is 'Returns the expression for a field of a variable.';

revoke all on function platform.typescript_member from public, anon, authenticated, service_role;
