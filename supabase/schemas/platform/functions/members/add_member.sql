-- add_member: Makes a user a member of an app and creates the user's profile there; the only function that writes both.
-- Adding a member again changes nothing. Returns the membership as it is now: {app_id, user_id, role, status, joined_at}.
-- Called by: the platform (service_role), access.join_app, the sign-up trigger.
-- Security: definer, because service_role cannot write the registry.
-- Errors: PT404 app_not_found, PT409 app_not_active, PT404 user_not_found, 22023 invalid_argument.
create or replace function platform.add_member(app_id bigint, user_id uuid, role text default 'member')
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_member platform.app_members;
begin
  perform platform.require_valid_role(coalesce(role, ''));
  -- A shared lock on the app's row: the app cannot be purged meanwhile, and joins do not wait for each other.
  perform from platform.apps where apps.id = add_member.app_id and apps.status <> 'deleted' for key share;
  if not found then
    perform platform.lock_app(app_id);
  end if;
  -- A shared lock on the account, too: a change of its address or its deletion waits until it sees the membership.
  perform from auth.users where users.id = add_member.user_id and users.deleted_at is null for share;
  if not found then
    raise exception 'Cannot add user "%" to app %: there is no such user', add_member.user_id, add_member.app_id
      using errcode = 'PT404', detail = 'user_not_found', hint = 'Check the user id; a user signs up before becoming a member.';
  end if;

  perform platform.finish_account_change(app_id, user_id);
  insert into platform.app_members (app_id, user_id, role)
  values (add_member.app_id, add_member.user_id, add_member.role)
  on conflict do nothing;
  if found then
    perform platform.audit(add_member.app_id, 'add_member',
      jsonb_build_object('user_id', add_member.user_id, 'role', add_member.role));
  end if;
  -- The lock keeps the membership until its profile exists: a former one may be ending meanwhile.
  select * into v_member from platform.app_members
  where app_members.app_id = add_member.app_id and app_members.user_id = add_member.user_id for key share;
  if not found then
    return platform.add_member(app_id, user_id, role);
  end if;
  perform platform.create_profiles(add_member.app_id, array[add_member.user_id]);
  return to_jsonb(v_member);
end
$$;

comment on function platform.add_member is 'Makes a user a member of an app, with a profile there.';

revoke all on function platform.add_member from public, anon, authenticated, service_role;
grant execute on function platform.add_member to service_role;
