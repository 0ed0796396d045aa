-- check_statement: finds a statement's first words on the list of allowed statements, has the rest of it checked, and answers
-- it rewritten. Quoted names other than the app's keep their quotes here, so that none can pass for a keyword.
-- Errors: 42501 statement_refused, and those of the checkers.
create or replace function sandbox.check_statement(app_id bigint, tokens sandbox.token[], parameters jsonb)
returns sandbox.statement
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_words text[];
  v_kinds "char"[];
  v_allowed sandbox.allowed_statements;
  v_first text;
begin
  select array_agg(case when kind = 'q' and word !~ '^(?:(?:idx|ix|uq|pk|fk)_)?app_|^(?:public|auth|users)$' then text else word end order by position),
    array_agg(kind order by position)
  into v_words, v_kinds
  from unnest(tokens) with ordinality as token (kind, text, word, position)
  where kind <> 's';
  v_first := array_to_string(v_words[1:4], ' ');

  select * into v_allowed from sandbox.allowed_statements
  where v_first = words or starts_with(v_first, words || ' ')
  order by char_length(words) desc limit 1;
  if not found then
    perform sandbox.refuse('statement_refused', format('%s is not offered', upper(left(array_to_string(v_words[1:2], ' '), 60))),
      sandbox.way_instead(v_words));
  end if;
  if v_allowed.checker is not null then
    execute format('select sandbox.%I($1, $2, $3, $4)', v_allowed.checker)
      using app_id, v_words, v_kinds, 1 + cardinality(string_to_array(v_allowed.words, ' '));
  end if;
  if v_allowed.kind in ('read', 'write') or v_allowed.checker = 'check_create_view' then
    perform sandbox.check_query(v_words, v_kinds);
  end if;

  return (
    case
      when v_allowed.kind = 'read' and sandbox.locks_rows(v_words) then 'write'
      when v_allowed.words = 'with' and not v_words && '{insert,update,delete,merge}' and not sandbox.locks_rows(v_words) then 'read'
      else v_allowed.kind
    end,
    upper(case v_allowed.words when '(' then 'select' when 'with' then sandbox.main_verb(v_words) else v_allowed.words end),
    sandbox.returns_rows(v_allowed.kind, v_words),
    sandbox.rewrite(app_id, tokens, parameters),
    sandbox.fingerprint(tokens)
  )::sandbox.statement;
end
$$;

comment on function sandbox.check_statement is 'Checks one statement and answers it rewritten.';

revoke all on function sandbox.check_statement from public, anon, authenticated, service_role;
