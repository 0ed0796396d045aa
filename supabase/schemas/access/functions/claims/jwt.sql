-- jwt: Returns the claims of the caller's token as auth.jwt() does, but without user_metadata, which users write
-- themselves.
-- Called by: submitted SQL, mostly its policies, where sandbox.rewrite puts it in place of auth.jwt().
-- Security: definer, because an app's own role has no USAGE on schema auth and postgres cannot grant it.
create or replace function access.jwt()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return auth.jwt() - 'user_metadata';
end
$$;

comment on function access.jwt is 'Returns the claims of the caller''s token without user_metadata.';

revoke all on function access.jwt from public, anon, authenticated, service_role;
grant execute on function access.jwt to anon, authenticated, service_role, app_service, app_owner;
