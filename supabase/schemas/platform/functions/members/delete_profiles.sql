-- delete_profiles: Deletes profiles of an app that have no membership, with their rows, and returns how many there were. If
-- rows of others reference theirs, they get a membership once more: its end detaches those rows.
-- Called by: repair_profiles.
create or replace function platform.delete_profiles(app_id bigint, user_ids uuid[])
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  begin
    execute format('delete from public.%I where id = any ($1)', platform.app_object(app_id, 'users')) using user_ids;
  exception when integrity_constraint_violation then
    insert into platform.app_members (app_id, user_id, role, status)
    select delete_profiles.app_id, users.id, 'member', 'suspended' from auth.users where users.id = any (user_ids);
    delete from platform.app_members
    where app_members.app_id = delete_profiles.app_id and app_members.user_id = any (user_ids);
  end;
  return cardinality(user_ids);
end
$$;

comment on function platform.delete_profiles is 'Deletes profiles of an app that have no membership, with their rows.';

revoke all on function platform.delete_profiles from public, anon, authenticated, service_role;
