-- spec_size_problem: returns too_large for a spec over 1 MiB or deeper than 100 levels, which nothing else looks into, else null.
create or replace function platform.spec_size_problem(spec jsonb)
returns platform.spec_problem
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if octet_length(spec::text) > 1048576 or jsonb_path_exists(spec, '$.**{101}') then
    return ('', 'too_large', 'must be at most 1 MiB and 100 levels deep')::platform.spec_problem;
  end if;
  return null;
end
$$;

comment on function platform.spec_size_problem is 'The problem of a spec that is too large or too deep, else null.';

revoke all on function platform.spec_size_problem from public, anon, authenticated, service_role;
