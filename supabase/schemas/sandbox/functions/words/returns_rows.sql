-- returns_rows: Returns whether a statement returns rows: a query, EXPLAIN, or RETURNING outside parentheses.
-- Called by: check_statement.
create or replace function sandbox.returns_rows(kind text, words text[])
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_depth integer := 0;
  v_word text;
begin
  if kind = 'ddl' then
    return false;
  elsif kind = 'write' and words[1] <> 'with' and not 'returning' = any (words) then
    return false;
  elsif kind in ('read', 'explain') or sandbox.main_verb(words) in ('select', 'values') then
    return true;
  end if;
  foreach v_word in array words loop
    v_depth := v_depth + case v_word when '(' then 1 when ')' then -1 else 0 end;
    if v_depth = 0 and v_word = 'returning' then
      return true;
    end if;
  end loop;
  return false;
end
$$;

comment on function sandbox.returns_rows is 'Returns whether a statement returns rows.';

revoke all on function sandbox.returns_rows from public, anon, authenticated, service_role;
