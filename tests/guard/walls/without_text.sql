-- A test build without the text wall. read_sql lets every statement through, so only the app's role and the catalog
-- verification can stop an attack. The verification runs after every call, because every statement may be DDL.
create or replace function sandbox.read_sql(app_id bigint, sql text, parameters jsonb default '[]', with_segments boolean default false)
returns setof sandbox.statement
language plpgsql
as $$
declare
  v_tokens sandbox.tokens;
  v_from integer := 1;
  v_end integer;
  v_words text[];
  v_kinds "char"[];
  v_texts text[];
begin
  begin
    v_tokens := sandbox.classify(sandbox.lex(sql));
  exception when others then
    -- SQL that the lexer rejects goes to PostgreSQL unchanged.
    return next row('ddl', 'UNREAD', false, sql, 'unread', null, null, null, null)::sandbox.statement;
    return;
  end;
  foreach v_end in array array_append(array(
    select position::integer from unnest(v_tokens.kinds, v_tokens.words) with ordinality as token (kind, word, position)
    where kind = 'o' and word = ';' order by position
  ), cardinality(v_tokens.words) + 1) loop
    v_kinds := v_tokens.kinds[v_from:v_end - 1];
    v_texts := v_tokens.texts[v_from:v_end - 1];
    v_words := v_tokens.words[v_from:v_end - 1];
    v_from := v_end + 1;
    continue when cardinality(v_words) = 0;
    return next row('ddl', upper(v_words[1]),
      v_words[1] in ('select', 'values', 'with', 'table', 'show', 'explain', 'fetch', '(') and not 'into' = any (v_words)
        or 'returning' = any (v_words),
      sandbox.assemble(v_kinds, v_texts, v_words, sandbox.rewrite(app_id, v_kinds, v_texts, v_words, null, 1), parameters),
      'unchecked', null, null, null, null)::sandbox.statement;
  end loop;
end
$$;
