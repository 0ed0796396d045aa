-- take_call_slot: Takes a free one of the slots of an app or of the shard for the rest of the transaction, and returns whether
-- there was one.
-- Called by: begin_call.
create or replace function sandbox.take_call_slot(holder text, slots bigint)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  for v_slot in 1..slots loop
    if pg_try_advisory_xact_lock(hashtextextended(format('appshard exec_sql %s %s', holder, v_slot), 0)) then
      return true;
    end if;
  end loop;
  return false;
end
$$;

comment on function sandbox.take_call_slot is 'Takes a free slot of an app or of the shard for a call of exec_sql.';

revoke all on function sandbox.take_call_slot from public, anon, authenticated, service_role;
