-- check_loop: Checks FOR and FOREACH: a range of integers, a query, a declared cursor, or the elements of an array.
-- Called by: check_code_part.
-- Errors: 42501 statement_refused.
create or replace function sandbox.check_loop(kinds "char"[], words text[], first integer, last integer, cursors text[])
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_in constant integer := array_position(words, 'in', first);
  v_depth integer := 0;
begin
  if words[first] = 'foreach' or words[v_in + 1] = any (cursors) then
    return;
  end if;
  -- a..b: the lexer reads 1..b as 1. and .b, and a..9 as a . .9.
  for v_at in v_in + 1 .. last - 1 loop
    v_depth := v_depth + case when words[v_at] in ('(', '[') then 1 when words[v_at] in (')', ']') then -1 else 0 end;
    if v_depth = 0 and words[v_at] ~ '^(?:[0-9].*)?\.$' and words[v_at + 1] like '.%' and words[v_in + 1] <> 'execute' then
      return;
    end if;
  end loop;
  perform sandbox.check_query_start(words, coalesce(v_in, last) + 1);
end
$$;

comment on function sandbox.check_loop is 'Checks FOR and FOREACH of PL/pgSQL.';

revoke all on function sandbox.check_loop from public, anon, authenticated, service_role;
