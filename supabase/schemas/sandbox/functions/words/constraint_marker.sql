-- constraint_marker: Returns what rewrite_ddl writes for the name of a constraint in DROP CONSTRAINT. The constraint may have
-- got the app's prefix when it was created, perhaps by the statement before, so resolve_constraints decides at run time.
-- Called by: rewrite_ddl and resolve_constraints.
create or replace function sandbox.constraint_marker(name text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return '"constraint ' || replace(name, '"', '""') || '"';
end
$$;

comment on function sandbox.constraint_marker is 'Returns what stands for the name of a constraint until the statement is run.';

revoke all on function sandbox.constraint_marker from public, anon, authenticated, service_role;
