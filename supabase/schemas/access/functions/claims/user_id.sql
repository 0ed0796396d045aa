-- user_id: Returns the id of the signed-in user, or null, as auth.uid() does. With an app, returns it only if the user is an active
-- member of the active app: to an app, anybody else is a visitor.
-- Called by: without an app, the policies of app tables and the default of every user_id column; with one, submitted SQL, functions
-- and policies of apps in place of auth.uid().
-- Security: definer, because an app's own role has no USAGE on schema auth and postgres cannot grant it.
create or replace function access.user_id()
returns uuid
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return auth.uid();
end
$$;

comment on function access.user_id() is 'Returns the id of the signed-in user, or null.';

revoke all on function access.user_id() from public, anon, authenticated, service_role;
grant execute on function access.user_id() to anon, authenticated, service_role, app_service, app_code;

create or replace function access.user_id(app_id bigint)
returns uuid
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return case access.role(app_id) when 'authenticated' then auth.uid() end;
end
$$;

comment on function access.user_id(bigint) is 'Returns the id of the signed-in user who is a member of the app, or null.';

revoke all on function access.user_id(bigint) from public, anon, authenticated, service_role;
grant execute on function access.user_id(bigint) to anon, authenticated, service_role, app_service, app_code;
