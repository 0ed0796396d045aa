-- role: Returns the role of the caller's token, as auth.role() does.
-- Called by: submitted SQL, mostly its policies, where sandbox.rewrite puts it in place of auth.role().
-- Security: definer, because an app's own role has no USAGE on schema auth and postgres cannot grant it.
create or replace function access.role()
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return auth.role();
end
$$;

comment on function access.role is 'Returns the role of the caller''s token.';

revoke all on function access.role from public, anon, authenticated, service_role;
grant execute on function access.role to anon, authenticated, service_role, app_service, app_owner;
