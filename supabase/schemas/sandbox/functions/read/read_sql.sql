-- read_sql: the statements of a submitted text, checked and rewritten; the wall of text. It runs nothing.
-- parameters are put in as quoted literals, so that they can be nothing else. with_cuts: for the cache of accepted texts.
-- Errors: those of lex, check_names and check_statement; 54000 too_many_statements, 54001 too_deep, 22023 invalid_argument.
create or replace function sandbox.read_sql(app_id bigint, sql text, parameters jsonb default '[]', with_cuts boolean default false)
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
      return next sandbox.check_statement(app_id, v_kinds[v_from:v_end - 1], v_texts[v_from:v_end - 1], v_words[v_from:v_end - 1], parameters,
        case when with_cuts then v_pieces[v_from:v_end - 1] end, case when with_cuts then 1 + char_length(array_to_string(v_pieces[1:v_from - 1], '')) end);
    end if;
    v_from := v_end + 1;
  end loop;
end
$$;

comment on function sandbox.read_sql is 'The statements of a submitted text, checked and rewritten.';

revoke all on function sandbox.read_sql from public, anon, authenticated, service_role;
