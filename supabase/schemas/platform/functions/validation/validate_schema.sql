-- validate_schema: what is wrong with a schema spec, as [{path, reason, message}]; [] for a valid one.
-- known_tables are tables that the app has beside the ones of the spec. shared/schema_spec/schema_spec.ts answers the same.
-- Called by: the platform (service_role), and create_app, repair_app, plan_schema and apply_schema before they do anything.
-- Security: definer, because service_role may not execute what it calls.
create or replace function platform.validate_schema(spec jsonb, known_tables text[] default '{}')
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when octet_length(spec::text) > 1048576 or jsonb_path_exists(spec, '$.**{101}')
    then '[{"path": "", "reason": "too_large", "message": "is over 1 MiB or deeper than 100 levels"}]'
    else (select coalesce(jsonb_agg(to_jsonb(problem)), '[]') from platform.schema_problems(spec, known_tables) as problem)
  end;
end
$$;

comment on function platform.validate_schema is 'What is wrong with a schema spec: [{path, reason, message}].';

revoke all on function platform.validate_schema from public, anon, authenticated, service_role;
grant execute on function platform.validate_schema to service_role;
