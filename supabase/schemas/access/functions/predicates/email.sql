-- email: the email of the caller's token. What auth.email() is, for the policies that an app's owner writes.
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

comment on function access.email is 'The email of the caller''s token.';

revoke all on function access.email from public, anon, authenticated, service_role;
grant execute on function access.email to anon, authenticated, service_role, app_service, app_owner;
