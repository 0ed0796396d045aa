-- check_code_part: Checks one part of a PL/pgSQL body. Names and calls are checked for the whole body.
-- cursors are the names of the cursors that the body declares.
-- Called by: read_plpgsql.
-- Errors: 42501 option_refused, statement_refused, into_refused, schema_refused; 42601 sql_unreadable.
create or replace function sandbox.check_code_part(app_id bigint, kinds "char"[], words text[], part sandbox.code_part, cursors text[])
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_query integer;
begin
  case part.kind
    when 'conditions' then
      perform sandbox.check_conditions(words, part.first, part.last);
    when 'raise' then
      perform sandbox.check_raise(kinds, words, part.first, part.last);
    when 'declaration' then
      perform sandbox.check_declaration(kinds, words, part.first, part.last);
    when 'for' then
      perform sandbox.check_loop(kinds, words, part.first, part.last, cursors);
    when 'open', 'fetch', 'move', 'close' then
      if not words[part.first + 1:part.last] && cursors or (part.kind = 'open' and 'for' = any (words[part.first:part.last])) then
        perform sandbox.refuse('statement_refused', format('%s is allowed only for a cursor that is declared with its query',
          upper(part.kind)), 'Declare it with its query: name cursor for select …, and open name.', at => part.first);
      end if;
    when 'return' then
      v_query := case when words[part.first + 1] = 'query' then part.first + 2 end;
      perform sandbox.check_query_start(words, v_query);
    else
      null;
  end case;
  if part.kind not in ('sql', 'fetch', 'get') then
    perform sandbox.check_query(words[part.first:part.last], kinds[part.first:part.last], part.first - 1);
  end if;
  perform sandbox.check_accounts(app_id, words[part.first:part.last], 'body', part.first - 1);
end
$$;

comment on function sandbox.check_code_part is 'Checks one part of a PL/pgSQL body.';

revoke all on function sandbox.check_code_part from public, anon, authenticated, service_role;
