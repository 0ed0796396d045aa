-- read_sql: Returns the statements of submitted SQL, checked and rewritten. This is the first wall of the guard, the text;
-- it runs nothing.
-- Parameters are inserted as quoted literals, so that they cannot be anything else. with_segments adds what the guard cache
-- needs.
-- Called by: platform.exec_sql and platform.check_sql.
-- Errors: those of lex, classify, check_names and check_statement; 54000 too_many_statements, 54001 too_deep.
create or replace function sandbox.read_sql(app_id bigint, sql text, parameters jsonb default '[]', with_segments boolean default false)
returns setof sandbox.statement
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_pieces constant text[] := sandbox.lex(sql);
  v_tokens constant sandbox.tokens := sandbox.classify(v_pieces);
  v_kinds constant "char"[] := v_tokens.kinds;
  v_texts constant text[] := v_tokens.texts;
  v_words constant text[] := v_tokens.words;
  v_from integer := 1;
  v_end integer;
begin
  perform sandbox.check_names(app_id, v_kinds, v_words);
  foreach v_end in array sandbox.statement_ends(v_kinds, v_words) loop
    if v_end > v_from then
      return next sandbox.check_statement(
        app_id, v_kinds[v_from:v_end - 1], v_texts[v_from:v_end - 1], v_words[v_from:v_end - 1], parameters,
        case when with_segments then v_pieces[v_from:v_end - 1] end,
        case when with_segments then 1 + char_length(array_to_string(v_pieces[1:v_from - 1], '')) end);
    end if;
    v_from := v_end + 1;
  end loop;
end
$$;

comment on function sandbox.read_sql is 'Returns the statements of submitted SQL, checked and rewritten.';

revoke all on function sandbox.read_sql from public, anon, authenticated, service_role;
