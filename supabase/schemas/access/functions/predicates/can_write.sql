-- can_write: Returns whether the signed-in user is an active member of an active app, or the request carries a valid key of
-- the app that may write. What a user may write is left to the other policies of the table.
-- Called by: the restrictive policy app_isolation as the check of new rows, as (select access.can_write(57)), and the
-- policy app_isolation_of_deletes. The query of can_access is repeated here because calling it would slow down every insert
-- of a user.
-- Security: definer, because users cannot read the registry.
-- Errors: PT429 too_many_requests.
create or replace function access.can_write(app_id bigint)
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
    or not pg_try_advisory_xact_lock(4611686018427387905 + can_write.app_id * 10000)
  then
    perform access.wait_for_slot(can_write.app_id);
  end if;
  if v_user_id is null then
    return access.has_app_key(can_write.app_id, 'write');
  end if;
  return exists (
    select from platform.app_members
    join platform.apps on apps.id = app_members.app_id
    where app_members.app_id = can_write.app_id
      and app_members.user_id = v_user_id
      and app_members.status = 'active'
      and apps.status = 'active'
      -- A ban ends by itself, and binds tokens that were issued before. A join with auth.users would cost 1.5 times as much.
      and not exists (select from auth.users where users.id = v_user_id and users.banned_until > now())
  );
end
$$;

comment on function access.can_write is
  'Returns whether the signed-in user is an active member of the active app, or the request carries a key of it that may write.';

revoke all on function access.can_write from public, anon, authenticated, service_role;
grant execute on function access.can_write to anon, authenticated, service_role, app_service, app_code;
