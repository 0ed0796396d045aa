-- account_change_cost: Returns how many tables bringing a profile in line with its account touches, and therefore locks until the
-- transaction ends: the profiles only for a member, whose address changed, and every table of the app for a deleted account.
-- Called by: finish_account_changes and queue_account_changes.
create or replace function platform.account_change_cost(app_id bigint, user_id uuid)
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (
    select from platform.app_members
    where app_members.app_id = account_change_cost.app_id and app_members.user_id = account_change_cost.user_id
  ) then
    return 1;
  end if;
  return (select 1 + count(*) from platform.app_tables where app_tables.app_id = account_change_cost.app_id)
    + (select count(*) from platform.dropped_objects where dropped_objects.app_id = account_change_cost.app_id);
end
$$;

comment on function platform.account_change_cost is 'Returns how many tables bringing a profile in line with its account touches.';

revoke all on function platform.account_change_cost from public, anon, authenticated, service_role;
