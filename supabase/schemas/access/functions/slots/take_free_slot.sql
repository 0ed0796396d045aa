-- take_free_slot: Takes the first free one of an app's request slots from first to last for the rest of the transaction, and
-- returns its number, or null if none is free.
-- Called by: wait_for_slot.
create or replace function access.take_free_slot(app_id bigint, first bigint, last bigint)
returns bigint
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  for v_slot in first..last loop
    if pg_try_advisory_xact_lock(access.slot_key(app_id, v_slot)) then
      return v_slot;
    end if;
  end loop;
  return null;
end
$$;

comment on function access.take_free_slot is 'Takes the first free one of these request slots of an app.';

revoke all on function access.take_free_slot from public, anon, authenticated, service_role;
