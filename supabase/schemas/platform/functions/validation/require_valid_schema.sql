-- require_valid_schema: raises the first problem of a whole-app spec for an app.
-- Called by: plan_schema and apply_schema.
-- Errors: 22023 with the reason of the problem, PT404 app_not_found.
create or replace function platform.require_valid_schema(app_id bigint, spec jsonb)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  perform platform.require_valid_spec(platform.validate_schema(coalesce(spec, 'null'), app_id => require_valid_schema.app_id));
end
$$;

comment on function platform.require_valid_schema is 'Raises the first problem of a whole-app spec for an app.';

revoke all on function platform.require_valid_schema from public, anon, authenticated, service_role;
