-- tables_missing_from_spec: Returns the tables of an app that a whole-app spec drops: those that an earlier spec created,
-- and that this one neither names nor renames. Tables of raw DDL are not among them: no spec drops those.
create or replace function platform.tables_missing_from_spec(app_id bigint, desired jsonb)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant text[] := array(
    select app_tables.name from platform.app_tables
    join platform.scopes on scopes.name = app_tables.scope and scopes.origin = 'spec'
    where app_tables.app_id = tables_missing_from_spec.app_id order by app_tables.name);
begin
  return array(
    select name from unnest(v_now) as name
    where name not in (select matched.source from platform.resolve_renames(v_now, desired) as matched where matched.source is not null));
end
$$;

comment on function platform.tables_missing_from_spec is 'Returns the tables of an app that a whole-app spec omits.';

revoke all on function platform.tables_missing_from_spec from public, anon, authenticated, service_role;
