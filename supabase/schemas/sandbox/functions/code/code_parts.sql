-- code_parts: Returns the parts of a PL/pgSQL body in their order, read as pl_gram.y reads it: a part ends at its first terminator
-- outside parentheses. PostgreSQL checks that blocks match. Default deny: a statement that is not listed is refused.
-- kinds: declaration; begin (also loop and else); expression, of IF, CASE, WHEN, WHILE; conditions, those of an exception handler;
-- for, up to LOOP; assign; sql, a query or a change of rows; and the first word of any other statement. last is before the semicolon.
-- Called by: read_plpgsql.
-- Errors: 42501 statement_refused, 42601 sql_unreadable.
create or replace function sandbox.code_parts(kinds "char"[], words text[])
returns setof sandbox.code_part
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_last constant integer := cardinality(words);
  -- The blocks that are open: begin, handlers, if, case or loop.
  v_open text[] := '{}';
  v_declares boolean := false;
  v_at integer := 1;
  v_part sandbox.code_part;
begin
  while words[v_at] = '#' and words[v_at + 1] in ('variable_conflict', 'print_strict_params') loop
    v_at := v_at + 3;
  end loop;
  while v_at <= c_last loop
    v_part := sandbox.code_part_at(kinds, words, v_at, v_declares, v_open[cardinality(v_open)]);
    return next v_part;
    v_declares := (v_declares and v_part.kind in ('declaration', 'label')) or v_part.kind = 'declare';
    case
      when words[v_at] = 'end' and v_part.kind = 'end' then
        v_open := v_open[:cardinality(v_open) - 1];
      when v_part.kind in ('expression', 'begin', 'for') and words[v_at] in ('begin', 'if', 'case', 'loop', 'while', 'for', 'foreach') then
        v_open := v_open || words[v_at];
      when v_part.kind = 'exception' then
        v_open[cardinality(v_open)] := 'handlers';
      else null;
    end case;
    -- The terminator belongs to the part, except WHEN after CASE, which begins the next.
    v_at := case
      when v_part.kind in ('label', 'begin', 'exception', 'declare', 'end') or (v_part.kind = 'expression' and words[v_at] = 'case')
        then v_part.last + 1
      else v_part.last + 2
    end;
  end loop;
end
$$;

comment on function sandbox.code_parts is 'Returns the parts of a PL/pgSQL body.';

revoke all on function sandbox.code_parts from public, anon, authenticated, service_role;
