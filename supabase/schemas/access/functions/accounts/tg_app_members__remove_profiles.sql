-- tg_app_members__remove_profiles: Deletes the profiles of former members; each user's rows in the app cascade from it. Rows
-- that reference those with on_delete restrict are detached or deleted too: no row of an app may prevent the deletion of an
-- account.
-- For a deleted account nothing here fails: its apps are cleared at once while they have few tables, and the others, or one
-- whose tables are locked, are left to finish_removals. A transaction that cleared hundreds of apps would need more locks than
-- PostgreSQL has room for. An account that leaves one app or is removed from it is cleared at once or not at all.
-- Fires on: delete from platform.app_members, also by cascade from auth.users and from platform.apps.
-- Security: definer, because the delete may run in Auth's session, which cannot reach the app's tables.
create or replace function access.tg_app_members__remove_profiles()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  -- About five locks a table: itself and its indexes. A hosted project has room for 3,840.
  v_room integer := 20;
  v_member platform.app_members;
  v_table text;
begin
  for v_member in select * from former order by former.app_id loop
    v_table := platform.app_object(v_member.app_id, 'users');
    -- A purge drops the tables of an app before its memberships.
    continue when to_regclass(format('public.%I', v_table)) is null;
    perform platform.audit(v_member.app_id, 'remove_member', jsonb_build_object('user_id', v_member.user_id));
    if exists (select from auth.users where users.id = v_member.user_id and users.deleted_at is null) then
      perform access.delete_rows(v_member.app_id, v_table, 'id', v_member.user_id);
      continue;
    end if;
    v_room := v_room - platform.removal_cost(v_member.app_id);
    if v_room < 0 or not access.try_delete_rows(v_member.app_id, v_table, v_member.user_id) then
      v_room := 0;
      insert into platform.pending_removals (app_id, user_id) values (v_member.app_id, v_member.user_id) on conflict do nothing;
    end if;
  end loop;
  return null;
end
$$;

comment on function access.tg_app_members__remove_profiles is 'Deletes the profiles of former members.';

revoke all on function access.tg_app_members__remove_profiles from public, anon, authenticated, service_role;

create or replace trigger remove_profiles
after delete on platform.app_members
referencing old table as former
for each statement execute function access.tg_app_members__remove_profiles();
