-- reserve_capacity: Adds to this shard's counts of apps and tables, within its capacity. The row lock serializes concurrent
-- callers and is held until the transaction ends, so call this last.
-- Errors: PT503 shard_full.
create or replace function platform.reserve_capacity(apps integer, tables integer)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update platform.shards
  set app_count = app_count + reserve_capacity.apps, table_count = table_count + reserve_capacity.tables
  where is_local
    and app_count + reserve_capacity.apps <= app_capacity
    and table_count + reserve_capacity.tables <= table_capacity;
  if not found then
    raise exception 'Cannot add % apps and % tables: the shard is full', reserve_capacity.apps, reserve_capacity.tables
      using errcode = 'PT503', detail = 'shard_full', hint = 'Use another shard, or raise the capacity of this one.';
  end if;
end
$$;

comment on function platform.reserve_capacity is 'Adds to this shard''s counts of apps and tables, within its capacity.';

revoke all on function platform.reserve_capacity from public, anon, authenticated, service_role;
