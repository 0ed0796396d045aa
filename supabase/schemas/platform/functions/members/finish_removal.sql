-- finish_removal: Deletes what an app still holds of a deleted account, if anything. Waits for a session that does the same.
-- Called by: add_member, because Auth can create an account again under the id of a deleted one, and finish_removals.
create or replace function platform.finish_removal(app_id bigint, user_id uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, 'users');
begin
  perform from platform.pending_removals
  where pending_removals.app_id = finish_removal.app_id and pending_removals.user_id = finish_removal.user_id
  for update;
  if not found then
    return;
  end if;
  if to_regclass(format('public.%I', v_table)) is not null then
    perform access.delete_rows(app_id, v_table, 'id', user_id);
  end if;
  delete from platform.pending_removals
  where pending_removals.app_id = finish_removal.app_id and pending_removals.user_id = finish_removal.user_id;
end
$$;

comment on function platform.finish_removal is 'Deletes what an app still holds of a deleted account.';

revoke all on function platform.finish_removal from public, anon, authenticated, service_role;
