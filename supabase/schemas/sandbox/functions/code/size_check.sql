-- size_check: Returns the statement of plpgsql that is inserted after something was assigned: access.require_memory is called at
-- random, the more often the longer the value is, and always from 8 MiB on. It is an expression, so that it
-- runs no query and leaves FOUND and ROW_COUNT as they are.
-- Called by: read_plpgsql.
create or replace function sandbox.size_check(target text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format(' if random() * 8388608 < pg_column_size(%1$s) + 64 and access.require_memory(pg_column_size(%1$s)) then null; end if;',
    target);
end
$$;

comment on function sandbox.size_check is 'Returns the statement that is inserted after something was assigned.';

revoke all on function sandbox.size_check from public, anon, authenticated, service_role;
