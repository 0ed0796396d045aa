-- count_on_shard: adds to this shard's counts of apps and tables, within its capacity. The row's lock puts concurrent
-- callers in line, so call it last: it is held until the transaction ends.
-- Errors: PT503 shard_full.
create or replace function platform.count_on_shard(apps integer, tables integer)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update platform.shards
  set app_count = app_count + count_on_shard.apps, table_count = table_count + count_on_shard.tables
  where is_local
    and app_count + count_on_shard.apps <= app_capacity
    and table_count + count_on_shard.tables <= table_capacity;
  if not found then
    raise exception 'Cannot add % apps and % tables: the shard is full', count_on_shard.apps, count_on_shard.tables
      using errcode = 'PT503', detail = 'shard_full', hint = 'Open another shard.';
  end if;
end
$$;

comment on function platform.count_on_shard is 'Adds to this shard''s counts of apps and tables, within its capacity.';

revoke all on function platform.count_on_shard from public, anon, authenticated, service_role;
