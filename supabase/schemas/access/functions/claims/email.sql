-- email: Returns the email claim of the caller's token, as auth.email() does.
-- Called by: submitted SQL, mostly its policies, where sandbox.rewrite puts it in place of auth.email().
-- Security: definer, because an app's own role has no USAGE on schema auth and postgres cannot grant it.
create or replace function access.email()
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return auth.email();
end
$$;

comment on function access.email is 'Returns the email claim of the caller''s token.';

revoke all on function access.email from public, anon, authenticated, service_role;
grant execute on function access.email to anon, authenticated, service_role, app_service, app_owner;
