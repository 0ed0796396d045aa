-- try_delete_rows: Deletes a profile and what references it, as delete_rows does, and returns whether that succeeded. It waits
-- only half a second for a lock, and leaves nothing behind if it fails.
-- Called by: tg_app_members__remove_profiles, for a deleted account.
create or replace function access.try_delete_rows(app_id bigint, table_name text, user_id uuid)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '500ms'
as $$
begin
  perform access.delete_rows(app_id, table_name, 'id', user_id);
  return true;
exception when others then
  return false;
end
$$;

comment on function access.try_delete_rows is 'Deletes a profile and what references it, and returns whether that succeeded.';

revoke all on function access.try_delete_rows from public, anon, authenticated, service_role;
