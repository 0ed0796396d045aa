-- reads_function_row: Returns whether a name before a dot may be the alias of a function in FROM, whose row can be a plain
-- value: PostgreSQL then reads alias.name as name(value). Such an alias follows ) or ORDINALITY, or is the name of the
-- function itself. A parenthesis that follows FROM (but not ROWS FROM), JOIN, LATERAL, USING or a punctuation character
-- encloses a query.
-- Called by: name_problems, for the few names after a dot that are also functions.
create or replace function sandbox.reads_function_row(kinds "char"[], words text[], alias text)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer;
  v_before integer;
  v_depth integer;
begin
  foreach v_at in array array_positions(words, alias) loop
    continue when kinds[v_at] not in ('i', 'q');
    v_before := v_at - case when words[v_at - 1] = 'as' then 2 else 1 end;
    if words[v_before] = 'ordinality' or (words[v_at + 1] = '(' and words[v_at - 1] is distinct from 'as') then
      return true;
    elsif words[v_before] = ')' then
      v_depth := 0;
      loop
        v_depth := v_depth + case
          when kinds[v_before] <> 'o' then 0 when words[v_before] = ')' then 1 when words[v_before] = '(' then -1 else 0 end;
        v_before := v_before - 1;
        exit when v_depth = 0 or v_before < 1;
      end loop;
      if kinds[v_before] = 'q'
        or (kinds[v_before] = 'i' and words[v_before] not in ('from', 'join', 'lateral', 'using', 'only'))
        or (words[v_before] = 'from' and words[v_before - 1] = 'rows') then
        return true;
      end if;
    end if;
  end loop;
  return false;
end
$$;

comment on function sandbox.reads_function_row is 'Returns whether a name before a dot may be the alias of a function in FROM.';

revoke all on function sandbox.reads_function_row from public, anon, authenticated, service_role;
