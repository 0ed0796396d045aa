-- email: Returns the email claim of the caller's token as auth.email() does; null for whoever is not a member of the app.
-- Called by: submitted SQL, functions and policies of apps, where sandbox.rewrite puts it in place of auth.email().
-- Security: definer, because an app's own role has no USAGE on schema auth and postgres cannot grant it.
create or replace function access.email(app_id bigint)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return case access.role(app_id) when 'authenticated' then auth.email() end;
end
$$;

comment on function access.email(bigint) is 'Returns the email claim of the caller''s token, or null for a visitor.';

revoke all on function access.email(bigint) from public, anon, authenticated, service_role;
grant execute on function access.email(bigint) to anon, authenticated, service_role, app_service, app_code;
