-- validate_table: returns every problem of the spec of one table, as [{path, reason, message, hint}] sorted; [] for a valid
-- spec. A reference may point to users, to the table itself, to one of known_tables and, with app_id, to a table of that app.
-- Called by: the apps function and the platform (service_role); create_table and alter_table.
-- Security: definer, because service_role may not execute what it calls.
-- Errors: PT404 app_not_found.
create or replace function platform.validate_table(spec jsonb, known_tables text[] default '{}', app_id bigint default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_size_problem constant platform.spec_problem := platform.spec_size_problem(spec);
  v_tables constant text[] := known_tables || platform.referable_tables(app_id, false);
begin
  if v_size_problem is not null then
    return platform.spec_problem_list(spec, array[v_size_problem]);
  end if;
  return platform.spec_problem_list(spec, array(select problem from platform.table_problems(spec, '', v_tables, app_id) as problem));
end
$$;

comment on function platform.validate_table is 'Every problem of the spec of one table: [{path, reason, message, hint}].';

revoke all on function platform.validate_table from public, anon, authenticated, service_role;
grant execute on function platform.validate_table to service_role;
