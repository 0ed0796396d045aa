-- factory_of: which role factory makes an app's role: each of the 200 has its share of the apps.
-- PostgreSQL walks a role's memberships as a list; one maker for 10,000 roles would cost 250 ms an app (docs/decisions).
-- The share may never change: only the factory that made a role may drop it.
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

comment on function sandbox.factory_of is 'The role factory that makes and drops an app''s role.';

revoke all on function sandbox.factory_of from public, anon, authenticated, service_role;
