-- require_memory: Rejects a value of more than 8 MiB, and a session whose queries and functions hold more than 256 MiB, caches not
-- counted. The code of an app can build a value in a loop, which no limit of PostgreSQL bounds.
-- Its SQLSTATE is that of a time limit, query_canceled, because the code of an app must not catch it and go on: WHEN OTHERS does not
-- include it, and the guard refuses its name.
-- Returns true, so that a condition can call it: PERFORM would set FOUND.
-- Called by: the bodies of apps' functions, where sandbox.size_check puts it after what is assigned.
-- Security: definer, because only roles that may read statistics may ask for the memory of a session.
-- Errors: 57014 result_too_large.
create or replace function access.require_memory(bytes integer)
returns boolean
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if bytes > 8388608 then
    raise exception 'Cannot run the function: it builds a value of more than 8 MiB'
      using errcode = 'query_canceled', detail = 'result_too_large', hint = 'Keep long values in rows of a table.';
  elsif (
    select sum(total_bytes) from pg_catalog.pg_get_backend_memory_contexts()
    where name <> 'CacheMemoryContext' and parent is distinct from 'CacheMemoryContext'
  ) > 268435456 then
    raise exception 'Cannot run the function: it holds more than 256 MiB'
      using errcode = 'query_canceled', detail = 'result_too_large', hint = 'Work on fewer or shorter values at a time.';
  end if;
  return true;
end
$$;

comment on function access.require_memory is 'Rejects a value of more than 8 MiB, and a session that holds more than 256 MiB.';

revoke all on function access.require_memory from public, anon, authenticated, service_role;
grant execute on function access.require_memory to app_code;
