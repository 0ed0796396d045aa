-- code_end: Returns the position of the first of some words outside parentheses and brackets: there PL/pgSQL ends an expression or a
-- statement. Brackets that do not match, or with a semicolon inside, are refused, so that both read the same parts.
-- Called by: code_part_at, check_raise and read_sql_body.
-- Errors: 42601 sql_unreadable.
create or replace function sandbox.code_end(kinds "char"[], words text[], at integer, until text[])
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_open text[] := '{}';
begin
  for v_at in at .. cardinality(words) loop
    if v_open = '{}' and words[v_at] = any (until) then
      return v_at;
    elsif kinds[v_at] <> 'o' then
      continue;
    elsif words[v_at] in ('(', '[') then
      v_open := v_open || words[v_at];
    elsif words[v_at] in (')', ']') and (words[v_at] = ')') = (v_open[cardinality(v_open)] = '(') then
      v_open := trim_array(v_open, 1);
    elsif words[v_at] in (')', ']', ';') then
      perform sandbox.refuse('sql_unreadable', format('unexpected "%s" in the body of the function', words[v_at]),
        'Close every parenthesis, statement and expression.', '42601', v_at);
    end if;
  end loop;
  perform sandbox.refuse('sql_unreadable', format('"%s" is missing in the body of the function', upper(until[1])),
    'Close every parenthesis, statement and expression.', '42601', at);
  return null;
end
$$;

comment on function sandbox.code_end is 'Returns the position of the first of some words outside parentheses.';

revoke all on function sandbox.code_end from public, anon, authenticated, service_role;
