-- wait_for_slot: Takes one of the app's request slots (requests_per_app) for the rest of the transaction, so that the requests
-- of one app cannot hold all connections of the Data API. A slot is an advisory lock, which its session may take again, so a
-- transaction that has a slot keeps it: it is the first one, or the setting appshard.request_slot says which.
-- If no slot is free, a request waits, so that a page may send several short requests at once. A waiting request holds a
-- connection, too. So only as many as there are slots wait for request_wait_ms, all others for a fortieth of that; and the
-- time counts from when the newest request with a slot began, because a slot whose requests are long will not be free soon.
-- Called by: can_access, can_write and is_app_active, which every statement on an app's tables evaluates, if the first slot
-- is taken.
-- Errors: PT429 too_many_requests.
create or replace function access.wait_for_slot(app_id bigint)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_slots constant bigint := greatest(platform.limit_of('requests_per_app'), 1);
  v_wait interval := make_interval(secs => platform.limit_of('request_wait_ms') / 1000.0);
  v_own constant text[] := string_to_array(nullif(current_setting('appshard.request_slot', true), ''), ' ');
  v_slot bigint;
  v_until timestamp with time zone;
begin
  if v_own[1] = app_id::text then
    v_slot := access.take_free_slot(app_id, v_own[2]::bigint, least(v_own[2]::bigint, v_slots));
    if v_slot is not null then
      return;
    end if;
  end if;
  loop
    v_slot := access.take_free_slot(app_id, 1, v_slots);
    if v_slot is not null then
      perform set_config('appshard.request_slot', app_id || ' ' || v_slot, true);
      return;
    end if;
    if v_until is null then
      -- The places to wait are the locks after those of the slots.
      v_wait := case when access.take_free_slot(app_id, v_slots + 1, 2 * v_slots) is null then v_wait / 40 else v_wait end;
      v_until := least(clock_timestamp(), access.newest_request(app_id, v_slots)) + v_wait;
    end if;
    exit when clock_timestamp() >= v_until;
    perform pg_sleep(0.002);
  end loop;
  perform access.refuse_request(app_id, v_slots);
end
$$;

comment on function access.wait_for_slot is 'Takes one of the app''s request slots, after a short wait if need be.';

revoke all on function access.wait_for_slot from public, anon, authenticated, service_role;
