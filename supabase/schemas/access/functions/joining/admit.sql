-- admit: Decides whether a user may join an app and returns the role. It uses up the invitation that admits the user: the
-- secret must be that of the invitation, and the account must have confirmed the address.
-- Called by: access.join_app and the sign-up trigger tg_users__enrol.
-- Errors: those of refuse_joining.
create or replace function access.admit(app_id bigint, user_id uuid, invitation text default null)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_app platform.apps;
  v_member platform.app_members;
  v_role text;
begin
  select * into v_app from platform.apps where apps.id = admit.app_id and apps.status = 'active';
  if not found then
    perform access.refuse_joining(app_id, 'app_not_found');
  elsif access.is_banned(user_id) then
    perform access.refuse_joining(app_id, 'account_banned');
  end if;

  select * into v_member from platform.app_members
  where app_members.app_id = admit.app_id and app_members.user_id = admit.user_id;
  if v_member.status = 'suspended' then
    perform access.refuse_joining(app_id, 'membership_suspended');
  elsif v_member.role is not null then
    return v_member.role;
  elsif v_app.signup = 'closed' then
    perform access.refuse_joining(app_id, 'signup_closed');
  elsif v_app.signup = 'open' and invitation is null then
    return 'member';
  end if;

  delete from platform.app_invitations
  where app_invitations.app_id = admit.app_id
    and app_invitations.email = (
      select lower(users.email) from auth.users where users.id = admit.user_id and users.email_confirmed_at is not null)
    and app_invitations.secret_hash = platform.secret_hash(invitation)
    and app_invitations.expires_at > now()
  returning app_invitations.role into v_role;
  if v_role is null then
    -- A concurrent call may have admitted the same user and used up the invitation.
    select app_members.role into v_role from platform.app_members
    where app_members.app_id = admit.app_id and app_members.user_id = admit.user_id;
  end if;
  if v_role is null then
    perform access.refuse_joining(app_id, 'invitation_required');
  end if;
  return v_role;
end
$$;

comment on function access.admit is 'Returns the role in which a user may join an app, or raises an error.';

revoke all on function access.admit from public, anon, authenticated, service_role;
