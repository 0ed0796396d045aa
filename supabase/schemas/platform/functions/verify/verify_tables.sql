-- verify_tables: Returns what the catalog shows to be wrong with the given relations of an app, apart from their
-- expressions. It is the fast path to verify_relations: most tables match the template of their scope exactly and need no
-- further checks.
create or replace function platform.verify_tables(app_id bigint, relations oid[])
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_deviating constant oid[] := platform.deviating_relations(app_id, relations);
begin
  if v_deviating <> '{}' then
    return query select * from platform.verify_relations(app_id, v_deviating);
  end if;
end
$$;

comment on function platform.verify_tables is 'Returns what the catalog shows to be wrong with the given relations of an app.';

revoke all on function platform.verify_tables from public, anon, authenticated, service_role;
