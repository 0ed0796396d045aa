-- enrol_member: Makes a user a member of an app and creates the user's profile there; the only function that writes both. Adding a
-- member again changes nothing. Returns the membership as it is now. It runs no code of the app: the profile of an app whose own code
-- would run, and its sign-up code, wait in pending_sign_ups.
-- Called by: add_member, and the sign-up trigger tg_users__enrol within Auth's statement.
-- Errors: PT404 app_not_found, PT409 app_not_active, PT404 user_not_found, PT409 account_change_pending, 22023 invalid_argument.
create or replace function platform.enrol_member(app_id bigint, user_id uuid, role text default 'member')
returns platform.app_members
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_member platform.app_members;
  v_waits boolean;
begin
  perform platform.require_valid_role(coalesce(role, ''));
  -- A shared lock on the app's row: the app cannot be purged meanwhile, and joins do not wait for each other.
  perform from platform.apps where apps.id = enrol_member.app_id and apps.status <> 'deleted' for key share;
  if not found then
    perform platform.lock_app(app_id);
  end if;
  -- A shared lock on the account, too: a change of its address or its deletion waits until it sees the membership.
  perform from auth.users where users.id = enrol_member.user_id and users.deleted_at is null for share;
  if not found then
    raise exception 'Cannot add user "%" to app %: there is no such user', enrol_member.user_id, enrol_member.app_id
      using errcode = 'PT404', detail = 'user_not_found', hint = 'Check the user id; a user signs up before becoming a member.';
  end if;

  v_waits := platform.runs_own_code(app_id, to_regclass(format('public.%I', platform.app_object(app_id, 'users'))));
  if exists (
    select from platform.pending_account_changes as pending
    where pending.app_id = enrol_member.app_id and pending.user_id = enrol_member.user_id
  ) and platform.runs_own_code(app_id) then
    raise exception 'Cannot add user "%" to app %: an earlier change of the account is pending',
      enrol_member.user_id, enrol_member.app_id
      using errcode = 'PT409', detail = 'account_change_pending', hint = 'Call run_pending_code, then add the user again.';
  end if;
  perform platform.finish_account_change(app_id, user_id);
  insert into platform.app_members (app_id, user_id, role)
  values (enrol_member.app_id, enrol_member.user_id, enrol_member.role)
  on conflict do nothing;
  if found then
    perform platform.audit(enrol_member.app_id, 'add_member',
      jsonb_build_object('user_id', enrol_member.user_id, 'role', enrol_member.role));
    if v_waits or platform.sign_up_code(app_id) <> '{}' then
      insert into platform.pending_sign_ups (app_id, user_id) values (enrol_member.app_id, enrol_member.user_id)
      on conflict on constraint pending_sign_ups_pkey
      do update set queued_at = now(), tried_at = null, attempts = 0, error = null;
    end if;
  end if;
  -- The lock keeps the membership until its profile exists: a former one may be ending meanwhile.
  select * into v_member from platform.app_members
  where app_members.app_id = enrol_member.app_id and app_members.user_id = enrol_member.user_id for key share;
  if not found then
    return platform.enrol_member(app_id, user_id, role);
  end if;
  if not v_waits then
    perform platform.create_profiles(enrol_member.app_id, array[enrol_member.user_id]);
  end if;
  return v_member;
end
$$;

comment on function platform.enrol_member is 'Makes a user a member of an app, without running code of the app.';

revoke all on function platform.enrol_member from public, anon, authenticated, service_role;
