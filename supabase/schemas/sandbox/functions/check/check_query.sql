-- check_query: Refuses a query that creates a table: INTO anywhere except in INSERT INTO and MERGE INTO.
-- shift is the number of tokens before these.
-- Called by: check_statement, check_explain, check_code_part and read_sql_body.
-- Errors: 42501 into_refused.
create or replace function sandbox.check_query(words text[], kinds "char"[], shift integer default 0)
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
      perform sandbox.refuse('into_refused', 'SELECT INTO would create a table', 'Create the table, then use INSERT … SELECT.',
        at => v_at + shift);
    end if;
  end loop;
end
$$;

comment on function sandbox.check_query is 'Refuses a query that creates a table.';

revoke all on function sandbox.check_query from public, anon, authenticated, service_role;
