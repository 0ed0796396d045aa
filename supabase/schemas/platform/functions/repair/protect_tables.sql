-- protect_tables: Gives tables of an app the row security, policies, grants and triggers of their scope.
create or replace function platform.protect_tables(app_id bigint, names text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_sql constant text := (
    select string_agg(platform.compose_protection(app_tables.app_id, app_tables.name, app_tables.scope, again => true), '')
    from platform.app_tables where app_tables.app_id = protect_tables.app_id and app_tables.name = any (names));
begin
  if v_sql is not null then
    perform sandbox.run_as_app(app_id, v_sql);
  end if;
end
$$;

comment on function platform.protect_tables is 'Gives tables of an app the protection of their scope.';

revoke all on function platform.protect_tables from public, anon, authenticated, service_role;
