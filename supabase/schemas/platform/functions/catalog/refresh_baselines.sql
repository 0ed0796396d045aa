-- refresh_baselines: Sets the baselines of tables of an app to what the tables are now. Columns have the order of the
-- desired specs, or of the former baselines where no spec is given.
create or replace function platform.refresh_baselines(app_id bigint, names text[], desired jsonb default '[]')
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update platform.app_tables set baseline = described.now
  from (
    select registered.name, platform.describe_relation(registered, coalesce(
      (select item from jsonb_array_elements(desired) as element (item) where item ->> 'name' = registered.name),
      registered.baseline)) as now
    from platform.app_tables as registered
    where registered.app_id = refresh_baselines.app_id and registered.name = any (names)
  ) as described
  where app_tables.app_id = refresh_baselines.app_id and app_tables.name = described.name and app_tables.baseline <> described.now;
end
$$;

comment on function platform.refresh_baselines is 'Sets the baselines of tables of an app to what the tables are now.';

revoke all on function platform.refresh_baselines from public, anon, authenticated, service_role;
