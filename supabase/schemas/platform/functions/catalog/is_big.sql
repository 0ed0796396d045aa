-- is_big: Returns whether a table has so many rows, by estimate, that a job does what would lock it while reading them all.
create or replace function platform.is_big(full_name text)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return platform.estimated_rows(full_name) >= (platform.setting('big_table_rows'))::bigint;
end
$$;

comment on function platform.is_big is 'Returns whether a table is too big to be locked while it is read.';

revoke all on function platform.is_big from public, anon, authenticated, service_role;
