-- tg_app_members__remove_profile: Deletes the profile of a former member; the user's rows in the app cascade from it. Rows
-- that reference those with on_delete restrict are detached or deleted too: no row of an app may prevent the deletion of an
-- account.
-- Fires on: delete from platform.app_members, also by cascade from auth.users and from platform.apps.
-- Security: definer, because the delete may run in Auth's session, which cannot reach the app's tables.
create or replace function access.tg_app_members__remove_profile()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(old.app_id, 'users');
begin
  -- A purge drops the tables of an app before its memberships.
  if to_regclass(format('public.%I', v_table)) is not null then
    perform access.delete_rows(old.app_id, v_table, 'id', old.user_id);
    perform platform.audit(old.app_id, 'remove_member', jsonb_build_object('user_id', old.user_id));
  end if;
  return null;
end
$$;

comment on function access.tg_app_members__remove_profile is 'Deletes the profile of a former member.';

revoke all on function access.tg_app_members__remove_profile from public, anon, authenticated, service_role;

create or replace trigger remove_profile
after delete on platform.app_members
for each row execute function access.tg_app_members__remove_profile();
