-- admit: Decides whether a user may join an app and returns the role. It consumes the invitation that admits the user.
-- Called by: access.join_app and the sign-up trigger tg_users__enrol.
-- Errors: PT404 app_not_found, PT403 signup_closed, PT403 invitation_required, PT403 membership_suspended.
create or replace function access.admit(app_id bigint, user_id uuid)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_app platform.apps;
  v_member platform.app_members;
  v_invited_as text;
begin
  select * into v_app from platform.apps where apps.id = admit.app_id and apps.status = 'active';
  if not found then
    raise exception 'Cannot join app %: no active app has this id', admit.app_id
      using errcode = 'PT404', detail = 'app_not_found', hint = 'Check the app id.';
  end if;

  select * into v_member from platform.app_members
  where app_members.app_id = admit.app_id and app_members.user_id = admit.user_id;
  if v_member.status = 'suspended' then
    raise exception 'Cannot join app %: the membership is suspended', admit.app_id
      using errcode = 'PT403', detail = 'membership_suspended', hint = 'Ask an admin of the app to end the suspension.';
  elsif v_member.role is not null then
    return v_member.role;
  elsif v_app.signup = 'closed' then
    raise exception 'Cannot join app %: it does not accept new members', admit.app_id
      using errcode = 'PT403', detail = 'signup_closed', hint = 'Ask an admin of the app for access.';
  end if;

  delete from platform.app_invitations
  where app_invitations.app_id = admit.app_id
    and app_invitations.email = (select lower(users.email) from auth.users where users.id = admit.user_id)
  returning app_invitations.role into v_invited_as;
  if v_invited_as is null then
    -- A concurrent call may have admitted the same user and consumed the invitation.
    select app_members.role into v_invited_as from platform.app_members
    where app_members.app_id = admit.app_id and app_members.user_id = admit.user_id;
  end if;
  if v_invited_as is null and v_app.signup = 'invite' then
    raise exception 'Cannot join app %: it accepts members only by invitation', admit.app_id
      using errcode = 'PT403', detail = 'invitation_required', hint = 'Ask an admin of the app to invite your e-mail address.';
  end if;
  return coalesce(v_invited_as, 'member');
end
$$;

comment on function access.admit is 'Returns the role in which a user may join an app, or raises an error.';

revoke all on function access.admit from public, anon, authenticated, service_role;
