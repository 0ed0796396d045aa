-- name_problem: returns the problem of a name, or null. Reserved words of SQL are rejected, so that no name needs quotes in the SQL
-- that an owner of an app writes.
create or replace function platform.name_problem(name text, path text, max_length integer, reserved text[])
returns platform.spec_problem
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if char_length(name) > max_length then
    return (path, 'name_too_long', format('has %s characters; at most %s are allowed', char_length(name), max_length))
      ::platform.spec_problem;
  elsif name !~ '^[a-z][a-z0-9_]*$' or name ~ '\n' then
    return (path, 'invalid_name', 'must start with a lower-case letter and contain only a-z, 0-9 and _')::platform.spec_problem;
  elsif name = any (platform.data_api_parameters()) and name = any (reserved) then
    return (path, 'reserved_name', format('"%1$s" is a parameter of the Data API, which would ignore filters on the column: '
      'choose another name, such as "%1$s_value"', name))::platform.spec_problem;
  elsif name = any (reserved) or platform.is_reserved_word(name) then
    return (path, 'reserved_name', format('"%s" is reserved: choose another name, such as "%s_value"', name, left(name, 40)))
      ::platform.spec_problem;
  end if;
  return null;
end
$$;

comment on function platform.name_problem is 'The problem of a name in a spec, or null.';

revoke all on function platform.name_problem from public, anon, authenticated, service_role;
