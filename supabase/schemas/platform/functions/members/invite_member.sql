-- invite_member: Lets the holder of an e-mail address join an app in the given role, even where signup is invite. Inviting
-- again changes the role. Returns {app_id, email, role}. Sending the e-mail is up to the platform.
-- Called by: the platform (service_role).
-- Security: definer, because service_role cannot write the registry.
-- Errors: PT404 app_not_found, PT409 app_not_active, 22023 invalid_argument.
create or replace function platform.invite_member(app_id bigint, email text, role text default 'member')
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_email constant text := lower(trim(email));
begin
  perform platform.require_valid_role(coalesce(role, ''));
  if v_email is null or v_email not like '%_@_%' or char_length(v_email) > 320 then
    raise exception 'Cannot invite a member to app %: email must be an e-mail address', invite_member.app_id
      using errcode = '22023', detail = 'invalid_argument', hint = 'Correct the e-mail address and call again.';
  end if;
  perform platform.lock_app(app_id);
  insert into platform.app_invitations (app_id, email, role)
  values (invite_member.app_id, v_email, invite_member.role)
  on conflict on constraint app_invitations_pkey do update set role = excluded.role, invited_at = now();
  perform platform.audit(app_id, 'invite_member', jsonb_build_object('role', role));
  return jsonb_build_object('app_id', app_id, 'email', v_email, 'role', role);
end
$$;

comment on function platform.invite_member is 'Lets the holder of an e-mail address join an app.';

revoke all on function platform.invite_member from public, anon, authenticated, service_role;
grant execute on function platform.invite_member to service_role;
