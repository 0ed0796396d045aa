-- tg_users__sync_profile: Propagates changes of an account to its apps: a new e-mail address is copied to every profile,
-- and an account that Auth marks as deleted loses its memberships, as one that is really deleted does by foreign key. Nothing of
-- an app makes the change fail: queue_account_changes leaves to a job what does not succeed at once.
-- Fires on: update of auth.users, but only if email or deleted_at changed: every login updates that table.
-- Security: definer, because Auth's role has no access to the registry.
create or replace function access.tg_users__sync_profile()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.deleted_at is not null then
    delete from platform.app_members where app_members.user_id = new.id;
    return null;
  end if;
  perform platform.queue_account_changes(new.id, array(
    -- The row locks wait for a purge in progress, after which no row remains.
    select app_members.app_id from platform.app_members where app_members.user_id = new.id
    order by app_members.app_id for key share));
  return null;
end
$$;

comment on function access.tg_users__sync_profile is 'Propagates a new e-mail address or the deletion of an account to its apps.';

revoke all on function access.tg_users__sync_profile from public, anon, authenticated, service_role;

create or replace trigger appshard_follow
after update of email, deleted_at on auth.users
for each row
when (old.email is distinct from new.email or old.deleted_at is distinct from new.deleted_at)
execute function access.tg_users__sync_profile();
