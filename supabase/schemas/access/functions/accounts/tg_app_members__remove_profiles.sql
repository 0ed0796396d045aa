-- tg_app_members__remove_profiles: Deletes the profiles of former members; each user's rows in the app cascade from it. Rows
-- that reference those with on_delete restrict are detached or deleted too: no row of an app may prevent the deletion of an
-- account.
-- For a deleted account nothing here fails: queue_account_changes leaves to a job what does not succeed at once. An account that
-- leaves one app or is removed from it is cleared at once or not at all.
-- Code of the app runs only where a time limit holds; otherwise the rows are left to run_pending_code.
-- Fires on: delete from platform.app_members, also by cascade from auth.users and from platform.apps.
-- Security: definer, because the delete may run in Auth's session, which cannot reach the app's tables.
create or replace function access.tg_app_members__remove_profiles()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_member record;
  v_left jsonb := '[]';
begin
  for v_member in
    select former.app_id, former.user_id, relation.name,
      exists (select from auth.users where users.id = former.user_id and users.deleted_at is null)
        and (platform.has_time_limit() or not platform.runs_own_code(former.app_id)) as is_cleared
    from former cross join lateral (select platform.app_object(former.app_id, 'users')) as relation (name)
    -- A purge drops the tables of an app before its memberships.
    where to_regclass(format('public.%I', relation.name)) is not null
    order by former.app_id
  loop
    perform platform.audit(v_member.app_id, 'remove_member', jsonb_build_object('user_id', v_member.user_id));
    if v_member.is_cleared then
      perform access.delete_rows(v_member.app_id, v_member.name, 'id', v_member.user_id);
      perform platform.require_no_rows_of(v_member.app_id, v_member.user_id);
    else
      v_left := v_left || to_jsonb(v_member);
    end if;
  end loop;
  for v_member in
    select left_over.user_id, array_agg(left_over.app_id) as app_ids
    from jsonb_to_recordset(v_left) as left_over (app_id bigint, user_id uuid)
    group by left_over.user_id
  loop
    perform platform.queue_account_changes(v_member.user_id, v_member.app_ids);
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
