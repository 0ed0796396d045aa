-- tg_users__enrol: Enrols a user who signs up with options.data.app_id. That value is only a request: access.admit decides.
-- A refusal fails the whole sign-up, so that no account exists without its app.
-- With options.data.invitation, the membership waits until the address is confirmed: an unconfirmed account neither enters the
-- app nor uses the invitation up. If the app no longer admits the user by then, the address is confirmed without a membership.
-- It runs no code of the app (platform.enrol_member): here no time limit holds, and an error would refuse the account.
-- Fires on: insert into auth.users and the first confirmation of an address there, in the session of Auth. Without e-mail
-- confirmation Auth confirms the address in the transaction of the sign-up.
-- Security: definer, because Auth's role has no access to the registry.
-- Errors: those of access.requested_app, access.admit and platform.enrol_member.
create or replace function access.tg_users__enrol()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_app_id bigint;
  v_invitation constant text := new.raw_user_meta_data ->> 'invitation';
begin
  v_app_id := access.requested_app(new.raw_user_meta_data);
  if v_app_id is null or tg_op = 'UPDATE' and v_invitation is null then
    return null;
  end if;
  if v_invitation is not null and new.email_confirmed_at is null then
    perform access.require_admission(v_app_id, new.email, v_invitation);
    return null;
  end if;
  perform platform.enrol_member(v_app_id, new.id, access.admit(v_app_id, new.id, v_invitation));
  return null;
exception when sqlstate 'PT400' or sqlstate 'PT403' or sqlstate 'PT404' or sqlstate 'PT409' then
  if tg_op = 'INSERT' then
    raise;
  end if;
  -- The address is confirmed, whatever has happened to the app or the invitation since the sign-up.
  return null;
end
$$;

comment on function access.tg_users__enrol is 'Enrols a user who signs up with an app id.';

revoke all on function access.tg_users__enrol from public, anon, authenticated, service_role;

create or replace trigger appshard_enrol
after insert on auth.users
for each row execute function access.tg_users__enrol();

create or replace trigger appshard_enrol_confirmed
after update of email_confirmed_at on auth.users
for each row
when (old.email_confirmed_at is null and new.email_confirmed_at is not null)
execute function access.tg_users__enrol();
