-- cache_key: Returns the guard cache key of an app and its SQL: a SHA-256 hash, so that the SQL itself is never stored.
-- Called by: read_guard_cache and write_guard_cache.
create or replace function sandbox.cache_key(app_id bigint, sql text)
returns bytea
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return sha256(convert_to(app_id || ' ' || sql, 'UTF8'));
end
$$;

comment on function sandbox.cache_key is 'Returns the guard cache key of an app and its SQL.';

revoke all on function sandbox.cache_key from public, anon, authenticated, service_role;
