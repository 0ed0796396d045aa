-- user_id: who is asking: the signed-in user's id, or null. What auth.uid() is, for the policies of app tables.
-- Called by: policies and the default of every user_id column.
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

comment on function access.user_id is 'The id of the signed-in user, or null.';

revoke all on function access.user_id from public, anon, authenticated, service_role;
grant execute on function access.user_id to anon, authenticated, service_role, app_service, app_owner;
