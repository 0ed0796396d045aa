-- join_path: returns a path in a spec with one more step: ('tables[0]', 'name') is tables[0].name; ('', 'name') is name.
create or replace function platform.join_path(path text, step text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when path = '' then step else path || '.' || step end;
end
$$;

comment on function platform.join_path is 'A path in a spec with one more step.';

revoke all on function platform.join_path from public, anon, authenticated, service_role;
