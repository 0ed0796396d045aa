-- tg_users__enrol: Enrols a user who signs up with options.data.app_id. That value is only a request: access.admit decides.
-- A refusal fails the whole sign-up, so that no account exists without its app.
-- With options.data.invitation, the membership waits until the address is confirmed: an unconfirmed account neither enters the
-- app nor uses the invitation up. If the app no longer admits the user by then, the address is confirmed without a membership.
-- Fires on: insert into auth.users and the first confirmation of an address there, in the session of Auth. Without e-mail
-- confirmation Auth confirms the address in the transaction of the sign-up.
-- Security: definer, because Auth's role has no access to the registry.
-- Errors: 22023 invalid_argument for an app_id that is not an app id, and those of access.admit.
create or replace function access.tg_users__enrol()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_wish constant text := new.raw_user_meta_data ->> 'app_id';
  v_invitation constant text := new.raw_user_meta_data ->> 'invitation';
begin
  if v_wish is null or tg_op = 'UPDATE' and v_invitation is null then
    return null;
  end if;
  if v_wish !~ '^[1-9][0-9]{0,9}$' then
    raise exception 'Cannot sign up: options.data.app_id is not a valid app id'
      using errcode = '22023', detail = 'invalid_argument', hint = 'Pass the id of an app as options.data.app_id.';
  end if;
  if v_invitation is not null and new.email_confirmed_at is null then
    perform access.require_admission(v_wish::bigint, new.email, v_invitation);
    return null;
  end if;
  perform platform.add_member(v_wish::bigint, new.id, access.admit(v_wish::bigint, new.id, v_invitation));
  return null;
exception when sqlstate 'PT403' or sqlstate 'PT404' or sqlstate 'PT409' or invalid_parameter_value then
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
