-- index_prefix: Returns the pattern of what may stand before an app's prefix in the name of an index or constraint: idx_app_57_….
-- Called by: the guard, verify_app, and public.exec_sql (service_role).
create or replace function platform.index_prefix()
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return '(?:idx|ix|uq|pk|fk)_';
end
$$;

comment on function platform.index_prefix is 'Returns the pattern of what may stand before an app''s prefix in the name of an index.';

revoke all on function platform.index_prefix from public, anon, authenticated, service_role;
grant execute on function platform.index_prefix to service_role;
