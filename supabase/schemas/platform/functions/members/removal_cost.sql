-- removal_cost: Returns how many tables removing a user from an app touches, and therefore locks until the transaction ends.
-- Called by: finish_removals and access.tg_app_members__remove_profiles.
create or replace function platform.removal_cost(app_id bigint)
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select 1 + count(*) from platform.app_tables where app_tables.app_id = removal_cost.app_id)
    + (select count(*) from platform.dropped_objects where dropped_objects.app_id = removal_cost.app_id);
end
$$;

comment on function platform.removal_cost is 'Returns how many tables removing a user from an app touches.';

revoke all on function platform.removal_cost from public, anon, authenticated, service_role;
