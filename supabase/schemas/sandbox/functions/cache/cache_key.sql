-- cache_key: what stands for an app's text in the cache of accepted texts.
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

comment on function sandbox.cache_key is 'What stands for an app''s text in the cache.';

revoke all on function sandbox.cache_key from public, anon, authenticated, service_role;
