-- code_part_at: Returns the part of a PL/pgSQL body that begins at a position. declares tells whether declarations are read, block is
-- the innermost open block.
-- Called by: code_parts.
-- Errors: 42501 statement_refused, 42601 sql_unreadable.
create or replace function sandbox.code_part_at(kinds "char"[], words text[], at integer, declares boolean, block text)
returns sandbox.code_part
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_word constant text := words[at];
  c_end constant text[] := '{;}';
  v_end integer;
begin
  if words[at:at + 1] = '{<,<}' and words[at + 3:at + 4] = '{>,>}' then
    return row('label', at, at + 4)::sandbox.code_part;
  elsif declares and c_word not in ('begin', 'declare') then
    return row('declaration', at, sandbox.code_end(kinds, words, at, c_end) - 1)::sandbox.code_part;
  elsif sandbox.assignment_at(kinds, words, at) is not null then
    return row('assign', at, sandbox.code_end(kinds, words, at, c_end) - 1)::sandbox.code_part;
  elsif c_word in ('begin', 'loop', 'else') or (c_word = 'case' and words[at + 1] = 'when') then
    return row(case c_word when 'case' then 'expression' else 'begin' end, at, at)::sandbox.code_part;
  elsif c_word = 'declare' or words[at:at + 1] = '{exception,when}' then
    return row(c_word, at, at)::sandbox.code_part;
  elsif c_word = 'end' then
    v_end := array_position(words, ';', at);
    if coalesce(v_end, cardinality(words)) - at > 3 then
      perform sandbox.refuse('sql_unreadable', format('unexpected "%s" after END', left(words[at + 1], 40)),
        'End the block with END and a semicolon.', '42601', at + 1);
    end if;
    return row('end', at, coalesce(v_end, cardinality(words)))::sandbox.code_part;
  elsif c_word = 'when' and block = 'handlers' then
    return row('conditions', at, sandbox.code_end(kinds, words, at, '{then}') - 1)::sandbox.code_part;
  elsif c_word in ('if', 'elsif', 'elseif', 'when') then
    return row('expression', at, sandbox.code_end(kinds, words, at + 1, '{then}') - 1)::sandbox.code_part;
  elsif c_word = 'case' then
    return row('expression', at, sandbox.code_end(kinds, words, at + 1, '{when}') - 1)::sandbox.code_part;
  elsif c_word in ('while', 'for', 'foreach') then
    v_end := sandbox.code_end(kinds, words, at + 1, '{loop}');
    return row(case c_word when 'while' then 'expression' else 'for' end, at, v_end - 1)::sandbox.code_part;
  elsif c_word in ('select', 'values', 'with', 'insert', 'update', 'delete', 'merge') then
    return row('sql', at, sandbox.code_end(kinds, words, at, c_end) - 1)::sandbox.code_part;
  elsif c_word in ('perform', 'assert', 'raise', 'return', 'exit', 'continue', 'get', 'open', 'fetch', 'move', 'close', 'null') then
    return row(c_word, at, sandbox.code_end(kinds, words, at, c_end) - 1)::sandbox.code_part;
  end if;
  perform sandbox.refuse('statement_refused', format('"%s" is not an allowed statement in a function', upper(left(c_word, 60))),
    case
      when c_word = 'execute' then 'Write the statement itself, with the names of its tables: SQL that is built as text is not offered.'
      when c_word in ('commit', 'rollback', 'savepoint') then 'Leave it out: every call is one transaction. A block with EXCEPTION undoes '
        'what failed in it.'
      when c_word = 'call' then 'Call a function: perform name(arguments).'
      else 'Use queries and changes of rows, assignments, IF, CASE, loops, RETURN, RAISE and PERFORM.'
    end, at => at);
end
$$;

comment on function sandbox.code_part_at is 'Returns the part of a PL/pgSQL body that begins at a position.';

revoke all on function sandbox.code_part_at from public, anon, authenticated, service_role;
