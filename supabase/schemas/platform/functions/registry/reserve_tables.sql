-- reserve_tables: adds to the count of tables, within the limit of the app, which has them by now, and the capacity of the shard.
-- Call it last, as reserve_capacity.
-- Errors: PT409 table_limit_reached, PT503 shard_full.
create or replace function platform.reserve_tables(app_id bigint, tables integer)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_limit integer;
begin
  if tables > 0 then
    v_limit := platform.setting('max_tables_per_app')::integer;
    if (select count(*) from platform.app_tables where app_tables.app_id = reserve_tables.app_id) > v_limit then
      raise exception 'Cannot add % tables to app %: it may have % tables', reserve_tables.tables, reserve_tables.app_id, v_limit
        using errcode = 'PT409', detail = 'table_limit_reached', hint = 'Drop tables that are not needed.';
    end if;
  end if;
  if tables <> 0 then
    perform platform.reserve_capacity(0, tables);
  end if;
end
$$;

comment on function platform.reserve_tables is 'Adds to the count of tables, within the limits of the app and of the shard.';

revoke all on function platform.reserve_tables from public, anon, authenticated, service_role;
