-- check_query: Refuses a query that creates a table: INTO anywhere except in INSERT INTO and MERGE INTO.
-- Called by: check_statement and check_explain.
-- Errors: 42501 into_refused.
create or replace function sandbox.check_query(words text[], kinds "char"[])
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer;
begin
  foreach v_at in array array_positions(words, 'into') loop
    if kinds[v_at] = 'i' and coalesce(words[v_at - 1], '') not in ('insert', 'merge', '.') then
      perform sandbox.refuse('into_refused', 'SELECT INTO would create a table', 'Create the table, then use INSERT … SELECT.', at => v_at);
    end if;
  end loop;
end
$$;

comment on function sandbox.check_query is 'Refuses a query that creates a table.';

revoke all on function sandbox.check_query from public, anon, authenticated, service_role;
