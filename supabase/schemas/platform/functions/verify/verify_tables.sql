-- verify_tables: what the catalog says is wrong with the given relations of an app, but for their expressions. The quick way of
-- verify_relations: most tables are exactly what their scope makes of them, and then nothing else needs a look.
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

comment on function platform.verify_tables is 'What the catalog says is wrong with the given relations of an app.';

revoke all on function platform.verify_tables from public, anon, authenticated, service_role;
