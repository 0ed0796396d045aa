-- require_admission: Refuses an account that an app would not admit, before the account has confirmed its address or even
-- exists. Uses up no invitation. A secret that does not fit is refused in open apps, too: its holder expects another role.
-- Called by: the sign-up trigger tg_users__enrol and the hook before_user_created.
-- Errors: those of refuse_joining.
create or replace function access.require_admission(app_id bigint, email text, invitation text)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_signup constant text := (
    select apps.signup from platform.apps where apps.id = require_admission.app_id and apps.status = 'active');
begin
  if v_signup is null then
    perform access.refuse_joining(app_id, 'app_not_found');
  elsif v_signup = 'closed' then
    perform access.refuse_joining(app_id, 'signup_closed');
  elsif not (invitation is null and v_signup = 'open') and not exists (
    select from platform.app_invitations
    where app_invitations.app_id = require_admission.app_id
      and app_invitations.email = lower(require_admission.email)
      and app_invitations.secret_hash = platform.secret_hash(invitation)
      and app_invitations.expires_at > now()
  ) then
    perform access.refuse_joining(app_id, 'invitation_required');
  end if;
end
$$;

comment on function access.require_admission is 'Refuses an account that an app would not admit.';

revoke all on function access.require_admission from public, anon, authenticated, service_role;
