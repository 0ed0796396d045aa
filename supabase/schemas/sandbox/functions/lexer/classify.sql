-- classify: Returns the tokens in the pieces of some SQL (see the type tokens). It rejects unterminated tokens, U& in any
-- form, and a string literal directly after a parameter or an E'', B'' or X'' literal: across a newline PostgreSQL joins
-- two literals and reads the second by the rules of the first; elsewhere it reads two.
-- Names are folded as in PostgreSQL, ASCII letters only. unnest keeps the order of its arrays, and array_agg that of its
-- input.
-- Called by: read_sql, refusals, statement_at, failed_at and platform.record_refusal.
-- Errors: 42601 sql_unreadable.
create or replace function sandbox.classify(pieces text[])
returns sandbox.tokens
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_spaces constant text := e' \t\n\r\f\v';
  c_has_comments constant boolean := array_to_string(pieces, '') ~ '--|/\*';
  c_comments constant text := '^(?:' || sandbox.space_pattern() || ')*(?:--[^\n\r]*$)?';
  v_kinds "char"[];
  v_texts text[];
  v_words text[];
  v_problem text;
  v_at integer;
begin
  select coalesce(array_agg(typed.kind), '{}'), coalesce(array_agg(typed.text), '{}'),
    coalesce(array_agg(case typed.kind
      when 'i' then lower(typed.bare collate "C")
      when 'q' then replace(substr(typed.bare, 2, char_length(typed.bare) - 2), '""', '"')
      else typed.bare
    end), '{}')
  into v_kinds, v_texts, v_words
  from (
    select token.text, token.bare, case
      when token.code between 97 and 122 or token.code between 65 and 90 or token.code >= 128 or token.code = 95 then
        case when token.text like '%''' and token.bare ~ '^[eEbBxX]''' then 'l' else 'i' end
      when token.code between 48 and 57 then 'n'
      when token.bare in ('''', '"', '$', '.') then 'o'
      when token.code = 39 then 'l'
      when token.code = 34 then 'q'
      when token.code = 46 then 'n'
      when token.code = 36 then case when ascii(substr(token.bare, 2)) between 48 and 57 then 'p' else 'l' end
      else 'o'
    end::"char" as kind
    from (
      -- Without OFFSET, each use of a column would compute it again.
      select ascii(spaced.bare) as code, spaced.bare, case
          when spaced.bare = spaced.begins then spaced.piece
          -- Two string literals separated by a newline are one string, so the newline stays.
          when left(spaced.piece, char_length(spaced.piece) - char_length(spaced.bare)) ~ '[\n\r]' then e'\n' || spaced.bare
          else ' ' || spaced.bare
        end as text
      from (
        select trimmed.piece, trimmed.begins,
          case
            when c_has_comments and trimmed.begins ~ '^(?:--|/\*)' then regexp_replace(trimmed.begins, c_comments, '')
            else trimmed.begins
          end as bare
        from (select piece, ltrim(piece, c_spaces) as begins from unnest(pieces) as piece offset 0) as trimmed
        offset 0
      ) as spaced
      where spaced.bare <> ''
      offset 0
    ) as token
  ) as typed;

  select case
      when token.word in ('''', '"', '/*', '$')
        then 'a string, a name or a comment is not terminated, or comments are nested more than four deep'
      when token.word ~* '^u&' then 'strings and names with Unicode escapes (U&) are not supported'
      else 'two string literals are adjacent'
    end, token.position
  into v_problem, v_at
  from unnest(v_kinds, v_words) with ordinality as token (kind, word, position)
  where case token.kind
    when 'o' then token.word in ('''', '"', '/*', '$')
    when 'i' then token.word ~ '^u&' or (token.word = 'e' and v_kinds[token.position + 1] = 'l')
    when 'l' then token.word ~ '^[eEbBxX]''' and v_kinds[token.position + 1] = 'l'
    -- A parameter with a backslash becomes a string with escapes, which would continue in the string after it.
    when 'p' then v_kinds[token.position + 1] = 'l'
    end
  limit 1;
  if v_problem is not null then
    perform sandbox.refuse('sql_unreadable', v_problem,
      'Write each string as one literal in single quotes, and close every string, name and comment.', '42601',
      sandbox.token_position(pieces, v_at));
  end if;
  return (v_kinds, v_texts, v_words)::sandbox.tokens;
end
$$;

comment on function sandbox.classify is 'Returns the tokens in the pieces of some SQL.';

revoke all on function sandbox.classify from public, anon, authenticated, service_role;
