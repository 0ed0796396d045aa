-- read_sql: the statements of a submitted text, checked and rewritten; the wall of text. It runs nothing.
-- parameters are put in as quoted literals, so that they can be nothing else.
-- Errors: those of lex, check_names and check_statement; 54000 too_many_statements, 54001 too_deep, 22023 invalid_argument.
create or replace function sandbox.read_sql(app_id bigint, sql text, parameters jsonb default '[]')
returns setof sandbox.statement
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_tokens constant sandbox.token[] := sandbox.lex(sql);
  v_statement record;
begin
  perform sandbox.check_names(app_id, array(
    select row(kind, text, word)::sandbox.token from unnest(v_tokens) with ordinality as token (kind, text, word, position)
    where kind <> 's' order by position
  ));
  perform sandbox.check_size(v_tokens);
  for v_statement in
    select array_agg(row(part.kind, part.text, part.word)::sandbox.token order by part.position) as tokens
    from (
      select token.*, count(*) filter (where token.kind = 'o' and token.word = ';') over (order by token.position) as number
      from unnest(v_tokens) with ordinality as token (kind, text, word, position)
    ) as part
    where not (part.kind = 'o' and part.word = ';')
    group by part.number
    having bool_or(part.kind <> 's')
    order by part.number
  loop
    return next sandbox.check_statement(app_id, v_statement.tokens, parameters);
  end loop;
end
$$;

comment on function sandbox.read_sql is 'The statements of a submitted text, checked and rewritten.';

revoke all on function sandbox.read_sql from public, anon, authenticated, service_role;
