-- user_id: Returns the id of the signed-in user, or null, as auth.uid() does.
-- Called by: the policies of app tables, the default of every user_id column, and submitted SQL in place of auth.uid().
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

comment on function access.user_id is 'Returns the id of the signed-in user, or null.';

revoke all on function access.user_id from public, anon, authenticated, service_role;
grant execute on function access.user_id to anon, authenticated, service_role, app_service, app_owner;
