-- tg_users__sync_profile: lets the apps follow an account: a new e-mail address reaches every profile, and an account
-- that Auth marks as deleted loses its memberships as a really deleted one does by foreign key.
-- Fires on: update of auth.users, only where email or deleted_at changed: every login updates that table.
-- An app whose own rules refuse the address keeps the former one, with a row in the audit log.
-- Security: definer, because Auth's role has no access to the registry.
create or replace function access.tg_users__sync_profile()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_app_id bigint;
begin
  if new.deleted_at is not null then
    delete from platform.app_members where app_members.user_id = new.id;
    return null;
  end if;
  for v_app_id in select app_members.app_id from platform.app_members where app_members.user_id = new.id
    -- Waits for a purge that is under way, and then finds nothing.
    order by app_members.app_id for key share
  loop
    begin
      execute format('update public.%I set email = $1 where id = $2', platform.app_object(v_app_id, 'users'))
        using new.email, new.id;
    exception when integrity_constraint_violation or data_exception or syntax_error_or_access_rule_violation or program_limit_exceeded then
      -- What an app's owner asks of addresses binds that app's profile alone, and neither the account nor other apps.
      perform platform.audit(v_app_id, 'address_refused', jsonb_build_object('user_id', new.id, 'code', sqlstate));
    end;
  end loop;
  return null;
end
$$;

comment on function access.tg_users__sync_profile is 'Carries a changed e-mail address or a deletion of an account to its apps.';

revoke all on function access.tg_users__sync_profile from public, anon, authenticated, service_role;

create or replace trigger appshard_follow
after update of email, deleted_at on auth.users
for each row
when (old.email is distinct from new.email or old.deleted_at is distinct from new.deleted_at)
execute function access.tg_users__sync_profile();
