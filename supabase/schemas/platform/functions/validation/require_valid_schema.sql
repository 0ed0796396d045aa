-- require_valid_schema: Raises the first problem of a whole-app spec. app_id is the app that the spec is for, null for a new one.
-- Called by: create_app, plan_schema and apply_schema.
-- Errors: 22023 with the reason of the problem, PT404 app_not_found.
create or replace function platform.require_valid_schema(app_id bigint, spec jsonb)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if (jsonb_typeof(spec) = 'object' and spec - 'tables' = '{}'
    and platform.is_plain_schema(spec -> 'tables', platform.referable_tables(app_id, true))) is not true
  then
    perform platform.require_valid_spec(platform.validate_schema(coalesce(spec, 'null'), app_id => require_valid_schema.app_id));
  end if;
end
$$;

comment on function platform.require_valid_schema is 'Raises the first problem of a whole-app spec.';

revoke all on function platform.require_valid_schema from public, anon, authenticated, service_role;
