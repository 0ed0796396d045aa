-- factory_of: Returns the role factory that creates and drops an app's role. Each of the 200 factories has its share of the
-- apps.
-- PostgreSQL walks the memberships of a role as a list, so one creator of 10,000 roles would need 250 ms per app
-- (docs/decisions/0001-role-factories.md). The share must never change: only the factory that created a role may drop it.
create or replace function sandbox.factory_of(app_id bigint)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return 'app_factory_' || app_id % 200;
end
$$;

comment on function sandbox.factory_of is 'Returns the role factory that creates and drops an app''s role.';

revoke all on function sandbox.factory_of from public, anon, authenticated, service_role;
