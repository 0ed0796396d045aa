-- validate_schema: returns every problem of a whole-app spec, {"tables": [...]}, as [{path, reason, message, hint}] sorted; []
-- for a valid spec. A reference may point to users, to a table of the spec, to one of known_tables and, with app_id, to a table of
-- that app that raw DDL made. What that app has of raw DDL, a spec may repeat as describe_app returns it.
-- Called by: the functions apps and schema-generate, and the platform (service_role); create_app, repair_app and require_valid_schema.
-- Security: definer, because service_role may not execute what it calls.
-- Errors: PT404 app_not_found.
create or replace function platform.validate_schema(spec jsonb, known_tables text[] default '{}', app_id bigint default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_size_problem constant platform.spec_problem := platform.spec_size_problem(spec);
  v_tables constant text[] := known_tables || platform.referable_tables(app_id, true);
begin
  if v_size_problem is not null then
    return platform.spec_problem_list(spec, array[v_size_problem]);
  end if;
  return platform.spec_problem_list(spec, array(select problem from platform.schema_problems(spec, v_tables, app_id) as problem));
end
$$;

comment on function platform.validate_schema is 'Every problem of a whole-app spec: [{path, reason, message, hint}].';

revoke all on function platform.validate_schema from public, anon, authenticated, service_role;
grant execute on function platform.validate_schema to service_role;
