-- slot_key: Returns the key of the advisory lock that a request slot of an app is. The keys of an app are consecutive, and no
-- hash is needed for them: an id of an app has ten digits at most. Those of exec_sql are hashes and lie anywhere else.
-- Called by: take_free_slot and newest_request; can_access, can_write and is_app_active spell out the first.
create or replace function access.slot_key(app_id bigint, slot bigint)
returns bigint
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return 4611686018427387904 + app_id * 10000 + slot;
end
$$;

comment on function access.slot_key is 'Returns the key of the advisory lock that a request slot of an app is.';

revoke all on function access.slot_key from public, anon, authenticated, service_role;
