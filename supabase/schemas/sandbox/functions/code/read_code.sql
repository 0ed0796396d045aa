-- read_code: Checks the body of a function with the lexer and the lists of the guard, and returns its rewritten text. arguments are those
-- whose values may be long. A refusal carries its position in the body, in characters.
-- Called by: function_ddl.
-- Errors: those of lex, classify, statement_ends, read_plpgsql and read_sql_body.
create or replace function sandbox.read_code(app_id bigint, language text, body text, arguments text[])
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_pieces text[];
  v_tokens sandbox.tokens;
  v_error sandbox.refusal;
  v_at text;
begin
  v_pieces := sandbox.lex(body);
  v_tokens := sandbox.classify(v_pieces);
  perform sandbox.statement_ends(v_tokens.kinds, v_tokens.words);
  if language = 'plpgsql' then
    return sandbox.read_plpgsql(app_id, v_tokens.kinds, v_tokens.texts, sandbox.quoted_words(v_tokens.kinds, v_tokens.words),
      v_tokens.words, arguments);
  end if;
  return sandbox.read_sql_body(app_id, v_tokens.kinds, v_tokens.texts, sandbox.quoted_words(v_tokens.kinds, v_tokens.words),
    v_tokens.words, arguments);
exception when others then
  get stacked diagnostics v_error.code = returned_sqlstate, v_error.message = message_text,
    v_error.detail = pg_exception_detail, v_error.hint = pg_exception_hint, v_at = column_name;
  raise exception using errcode = v_error.code, message = v_error.message, detail = v_error.detail, hint = v_error.hint,
    column = case when v_at = '' then '1' when v_tokens is null then v_at
      else sandbox.token_position(v_pieces, least(v_at::integer, cardinality(v_tokens.words)))::text end;
end
$$;

comment on function sandbox.read_code is 'Checks the body of a function and returns its rewritten text.';

revoke all on function sandbox.read_code from public, anon, authenticated, service_role;
