-- check_statement: Finds the first words of a statement in the list of allowed statements, has the rest of it checked, and
-- returns it rewritten. Quoted names other than the app's keep their quotes here, so that none can pass for a keyword.
-- pieces are those of the statement and start is the position of its first character in the submitted SQL; both are null
-- where no segments are wanted.
-- Called by: read_sql and statement_refusals.
-- Errors: 42501 statement_refused, 22023 invalid_argument for a parameter without a value, and those of the checkers.
create or replace function sandbox.check_statement(
  app_id bigint,
  kinds "char"[],
  texts text[],
  words text[],
  parameters jsonb,
  pieces text[],
  start integer
)
returns sandbox.statement
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_words constant text[] := sandbox.quoted_words(kinds, words);
  v_allowed sandbox.allowed_statements;
  v_first constant text := array_to_string(v_words[1:5], ' ');
  v_at integer;
  v_replacements text[];
  v_statement sandbox.statement;
begin
  select * into v_allowed from sandbox.allowed_statements
  where v_first = allowed_statements.words or starts_with(v_first, allowed_statements.words || ' ')
  order by char_length(allowed_statements.words) desc limit 1;
  if not found then
    perform sandbox.refuse('statement_refused',
      format('"%s" is not an allowed statement', upper(left(array_to_string(v_words[1:2], ' '), 60))),
      sandbox.statement_hint(app_id, v_words));
  end if;
  v_at := 1 + cardinality(string_to_array(v_allowed.words, ' '));
  v_statement.command := upper(
    case v_allowed.words when '(' then 'select' when 'with' then sandbox.main_verb(v_words) else v_allowed.words end);
  v_statement.fingerprint := sandbox.fingerprint(kinds, words);
  v_statement.returns_rows := sandbox.returns_rows(v_allowed.kind, v_words);
  v_statement.kind := v_allowed.kind;
  if v_allowed.kind = 'ddl' then
    v_statement.warnings := array[sandbox.passed_over(app_id, v_words, v_allowed.words, v_at)];
    v_statement.text := case when v_statement.warnings <> '{null}' then '' end;
  end if;
  if v_allowed.checker is not null and v_statement.text is null then
    execute format('select sandbox.%I($1, $2, $3, $4)', v_allowed.checker) using app_id, v_words, kinds, v_at;
    v_statement.sign_up := sandbox.sign_up_trigger(v_words);
    v_statement.text := case when v_statement.sign_up is not null then '' end;
  end if;
  if v_statement.text = '' then
    v_statement.warnings := nullif(array_remove(v_statement.warnings, null), '{}');
    return v_statement;
  elsif v_allowed.kind = 'ddl' then
    perform sandbox.check_columns(kinds, v_words, v_allowed.words);
    perform sandbox.check_calls(app_id, v_words, v_allowed.words);
  end if;
  perform sandbox.check_accounts(app_id, v_words, v_allowed.words);
  if v_allowed.kind in ('read', 'write') or v_allowed.checker = 'check_create_view' then
    perform sandbox.check_query(v_words, kinds);
  end if;
  v_statement.kind := case
    when v_allowed.kind = 'read' and sandbox.locks_rows(v_words) then 'write'
    when v_allowed.words = 'with' and not v_words && '{insert,update,delete,merge}' and not sandbox.locks_rows(v_words) then 'read'
    else v_allowed.kind
  end;

  if v_allowed.checker = 'check_create_function' then
    v_statement.text := sandbox.function_ddl(app_id, kinds, texts, v_words, parameters, v_at);
  else
    v_replacements := sandbox.rewrite(app_id, kinds, texts, v_words, case v_allowed.kind when 'ddl' then v_allowed.words end, v_at);
    v_statement.text := sandbox.assemble(kinds, texts, words, v_replacements, parameters);
  end if;
  if v_allowed.kind = 'ddl' then
    v_statement.warnings := sandbox.warnings(app_id, kinds, v_words, v_allowed.words, v_at);
    v_statement.drops := sandbox.dropped_constraints(app_id, v_words, v_allowed.words, v_at);
  elsif pieces is not null then
    v_statement.segments := sandbox.segments(kinds, texts, words, v_replacements, pieces, start);
    select names.calls, names.qualifiers into v_statement.calls, v_statement.qualifiers
    from sandbox.unresolved_names(kinds, words) as names;
  end if;
  return v_statement;
end
$$;

comment on function sandbox.check_statement is 'Checks one statement and returns it rewritten.';

revoke all on function sandbox.check_statement from public, anon, authenticated, service_role;
