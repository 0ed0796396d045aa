-- require_other_owner: Refuses to take its last owner from an app that has other members. A suspended owner is none beside an active
-- one, but is the last one where no other owner exists. Locks the owners, so that two
-- owners who leave at the same time do so one after another.
-- Called by: remove_member, update_member and access.leave_app, before they lock anything else. Deleting an account is never
-- refused: an app may be without an owner, and the platform then makes another member one.
-- Errors: PT409 last_owner.
create or replace function platform.require_other_owner(app_id bigint, user_id uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_status text;
begin
  if not exists (
    select from platform.app_members
    where app_members.app_id = require_other_owner.app_id and app_members.user_id = require_other_owner.user_id
      and app_members.role = 'owner'
  ) then
    return;
  end if;
  perform from platform.app_members
  where app_members.app_id = require_other_owner.app_id and app_members.role = 'owner'
  order by app_members.user_id for update;
  select app_members.status into v_status from platform.app_members
  where app_members.app_id = require_other_owner.app_id and app_members.user_id = require_other_owner.user_id
    and app_members.role = 'owner';
  if found and not exists (
    select from platform.app_members
    where app_members.app_id = require_other_owner.app_id and app_members.user_id <> require_other_owner.user_id
      and app_members.role = 'owner' and (app_members.status = 'active' or v_status <> 'active')
  ) and exists (
    select from platform.app_members
    where app_members.app_id = require_other_owner.app_id and app_members.user_id <> require_other_owner.user_id
  ) then
    raise exception 'Cannot end the ownership of app %: the user is its last owner, and it has other members', require_other_owner.app_id
      using errcode = 'PT409', detail = 'last_owner', hint = 'Make another member an owner with update_member, then try again.';
  end if;
end
$$;

comment on function platform.require_other_owner is 'Refuses to take its last owner from an app that has other members.';

revoke all on function platform.require_other_owner from public, anon, authenticated, service_role;
