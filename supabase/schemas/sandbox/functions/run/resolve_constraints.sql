-- resolve_constraints: Replaces the markers of constraints in DROP CONSTRAINT by the name under which each exists: with the
-- app's prefix if there is such a constraint, otherwise as written, so that PostgreSQL reports a missing one.
-- drops are the name of the table, then the names as written; null where nothing is dropped.
-- Called by: run_statement.
create or replace function sandbox.resolve_constraints(app_id bigint, sql text, drops text[])
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_sql text := sql;
  v_name text;
begin
  if drops is null then
    return sql;
  end if;
  foreach v_name in array drops[2:] loop
    v_sql := replace(v_sql, sandbox.constraint_marker(v_name), quote_ident(case
      when exists (
        select from pg_catalog.pg_constraint join pg_catalog.pg_class on pg_class.oid = pg_constraint.conrelid
        where pg_class.relname = drops[1] and pg_class.relnamespace = 'public'::regnamespace
          and pg_constraint.conname = sandbox.constraint_name(app_id, v_name)
      ) then sandbox.constraint_name(app_id, v_name)
      else v_name
    end));
  end loop;
  return v_sql;
end
$$;

comment on function sandbox.resolve_constraints is 'Replaces the markers of constraints by the names under which they exist.';

revoke all on function sandbox.resolve_constraints from public, anon, authenticated, service_role;
