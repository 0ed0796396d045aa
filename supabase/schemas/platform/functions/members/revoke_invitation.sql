-- revoke_invitation: Deletes the invitation of an e-mail address, so that its secret admits nobody. Members stay members.
-- Returns {app_id, email, revoked}.
-- Called by: the platform (service_role).
-- Security: definer, because service_role cannot write the registry.
-- Errors: PT404 app_not_found, PT409 app_not_active, PT404 invitation_not_found.
create or replace function platform.revoke_invitation(app_id bigint, email text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_email constant text := lower(trim(email));
begin
  perform platform.lock_app(app_id);
  delete from platform.app_invitations
  where app_invitations.app_id = revoke_invitation.app_id and app_invitations.email = v_email;
  if not found then
    raise exception 'Cannot revoke the invitation of "%" to app %: there is no such invitation', v_email, revoke_invitation.app_id
      using errcode = 'PT404', detail = 'invitation_not_found',
        hint = 'Check the address; if the invitation was accepted, call remove_member.';
  end if;
  perform platform.audit(app_id, 'revoke_invitation');
  return jsonb_build_object('app_id', app_id, 'email', v_email, 'revoked', true);
end
$$;

comment on function platform.revoke_invitation is 'Deletes the invitation of an e-mail address.';

revoke all on function platform.revoke_invitation from public, anon, authenticated, service_role;
grant execute on function platform.revoke_invitation to service_role;
