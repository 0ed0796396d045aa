-- newest_request: Returns when the newest transaction that has a request slot of the app began, or null if none has one.
-- Called by: wait_for_slot.
create or replace function access.newest_request(app_id bigint, slots bigint)
returns timestamp with time zone
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select max(activity.xact_start)
    from pg_catalog.pg_locks as locks
    cross join lateral pg_stat_get_activity(locks.pid) as activity
    where locks.locktype = 'advisory' and locks.granted and locks.objsubid = 1
      and (locks.classid::bigint << 32) + locks.objid::bigint
        between access.slot_key(newest_request.app_id, 1) and access.slot_key(newest_request.app_id, slots)
  );
end
$$;

comment on function access.newest_request is 'Returns when the newest transaction that has a request slot of the app began.';

revoke all on function access.newest_request from public, anon, authenticated, service_role;
