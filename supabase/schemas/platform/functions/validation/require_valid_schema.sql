-- require_valid_schema: raises the first problem of a whole-app spec.
-- Errors: 22023 with the reason of the problem.
create or replace function platform.require_valid_schema(app_id bigint, spec jsonb)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Tables of raw DDL stay beside the spec's, so references may point to them.
  perform platform.require_valid_spec(platform.validate_schema(coalesce(spec, 'null'), (
    select array_agg(app_tables.name) from platform.app_tables
    where app_tables.app_id = require_valid_schema.app_id and platform.is_raw_scope(app_tables.scope))));
end
$$;

comment on function platform.require_valid_schema is 'Raises the first problem of a whole-app spec.';

revoke all on function platform.require_valid_schema from public, anon, authenticated, service_role;
