-- invite_member: Lets the holder of an e-mail address join an app in the given role, even where signup is invite. Returns
-- {app_id, email, role, expires_at, invitation}. invitation is a secret that is shown only here: sending it to the address is up
-- to the platform (docs/members.md). Joining requires the secret and an account that has confirmed the address. Inviting an
-- address again replaces its role and its secret.
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
  -- 244 random bits.
  v_secret constant text := replace(gen_random_uuid()::text || gen_random_uuid(), '-', '');
  v_expires_at constant timestamptz := now() + make_interval(
    days => least(platform.limit_of('invitation_days'), 36500)::integer);
begin
  perform platform.require_valid_role(coalesce(role, ''));
  if v_email is null or v_email not like '%_@_%' or char_length(v_email) > 320 then
    raise exception 'Cannot invite a member to app %: email must be an e-mail address', invite_member.app_id
      using errcode = '22023', detail = 'invalid_argument', hint = 'Correct the e-mail address and call again.';
  end if;
  perform platform.lock_app(app_id);
  insert into platform.app_invitations (app_id, email, role, secret_hash, expires_at)
  values (invite_member.app_id, v_email, invite_member.role, platform.secret_hash(v_secret), v_expires_at)
  on conflict on constraint app_invitations_pkey do update
  set role = excluded.role, secret_hash = excluded.secret_hash, invited_at = now(), expires_at = excluded.expires_at;
  perform platform.audit(app_id, 'invite_member', jsonb_build_object('role', role));
  return jsonb_build_object(
    'app_id', app_id, 'email', v_email, 'role', role, 'expires_at', v_expires_at, 'invitation', v_secret);
end
$$;

comment on function platform.invite_member is 'Lets the holder of an e-mail address join an app, with a secret that it returns.';

revoke all on function platform.invite_member from public, anon, authenticated, service_role;
grant execute on function platform.invite_member to service_role;
