-- repair_counts: Sets the local shard's counts of apps and tables to what the registry holds. Returns the steps that it took.
-- Called by: repair_app.
-- Errors: PT503 shard_full.
create or replace function platform.repair_counts()
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_apps integer;
  v_tables integer;
begin
  -- Take the row lock first: concurrent callers of reserve_capacity wait, and what is counted here is committed.
  perform from platform.shards where is_local for update;
  select count(*) into v_apps from platform.apps;
  select count(*) into v_tables from platform.app_tables;
  if exists (
    select from platform.shards
    where is_local and (v_apps > greatest(app_capacity, app_count) or v_tables > greatest(table_capacity, table_count))
  ) then
    raise exception 'Cannot set the counts of the shard to % apps and % tables: its capacity is smaller', v_apps, v_tables
      using errcode = 'PT503', detail = 'shard_full', hint = 'Raise the app_capacity or table_capacity of the shard, then try again.';
  end if;
  update platform.shards set app_count = v_apps, table_count = v_tables
  where is_local and (app_count, table_count) is distinct from (v_apps, v_tables);
  return case when found then array[format('counted %s apps and %s tables', v_apps, v_tables)] else '{}' end;
end
$$;

comment on function platform.repair_counts is 'Sets the local shard''s counts of apps and tables to what the registry holds.';

revoke all on function platform.repair_counts from public, anon, authenticated, service_role;
