-- tg_users__enrol: Enrols a user who signs up with options.data.app_id. That value is only a request: access.admit decides.
-- A refusal fails the whole sign-up, so that no account exists without its app.
-- Fires on: insert into auth.users, in the session of Auth.
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
begin
  if v_wish is null then
    return null;
  end if;
  if v_wish !~ '^[1-9][0-9]{0,9}$' then
    raise exception 'Cannot sign up: options.data.app_id is not a valid app id'
      using errcode = '22023', detail = 'invalid_argument', hint = 'Pass the id of an app as options.data.app_id.';
  end if;
  perform platform.add_member(v_wish::bigint, new.id, access.admit(v_wish::bigint, new.id));
  return null;
end
$$;

comment on function access.tg_users__enrol is 'Enrols a user who signs up with an app id.';

revoke all on function access.tg_users__enrol from public, anon, authenticated, service_role;

create or replace trigger appshard_enrol
after insert on auth.users
for each row execute function access.tg_users__enrol();
