-- can_access: Returns whether the signed-in user, not banned, is an active member of an active app, or the request carries a valid key
-- of the app.
-- Called by: the restrictive policy app_isolation of every app table, as (select access.can_access(57)).
-- Security: definer, because users cannot read the registry.
-- Language: plpgsql, because it measured faster than SQL (docs/decisions/0006-plpgsql-instead-of-sql-functions.md).
-- Errors: PT429 too_many_requests.
create or replace function access.can_access(app_id bigint)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id constant uuid := auth.uid();
begin
  -- The first request slot of the app (access.slot_key). Tried here, because calling another function costs more than trying.
  if current_setting('appshard.request_slot', true) <> ''
    or not pg_try_advisory_xact_lock(4611686018427387905 + can_access.app_id * 10000)
  then
    perform access.wait_for_slot(can_access.app_id);
  end if;
  -- A request with a key has no user, so users never pay for the lookup of keys.
  if v_user_id is null then
    return access.has_app_key(can_access.app_id, 'read');
  end if;
  return exists (
    select from platform.app_members
    join platform.apps on apps.id = app_members.app_id
    where app_members.app_id = can_access.app_id
      and app_members.user_id = v_user_id
      and app_members.status = 'active'
      and apps.status = 'active'
      -- A ban ends by itself, and binds tokens that were issued before. A join with auth.users would cost 1.5 times as much.
      and not exists (select from auth.users where users.id = v_user_id and users.banned_until > now())
  );
end
$$;

comment on function access.can_access is
  'Returns whether the signed-in user is an active member of the active app, or the request carries a valid key of it.';

revoke all on function access.can_access from public, anon, authenticated, service_role;
grant execute on function access.can_access to anon, authenticated, service_role, app_service, app_code;
