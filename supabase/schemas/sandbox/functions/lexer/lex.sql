-- lex: Splits SQL into pieces as PostgreSQL does with standard_conforming_strings on. Each piece is a token with the
-- whitespace and comments before it; concatenated, the pieces are the SQL. classify determines what they are. It fails
-- closed: classify or lex rejects whatever is unterminated or could be read differently by PostgreSQL.
-- One regular expression finds all pieces between two dollar-quoted strings. The longest alternative wins, so a comment or
-- string wins over its first character. Comments can be nested four deep. The last alternative takes any remaining
-- character.
-- A line comment always extends to the end of its line; otherwise a longer match could begin another comment inside it.
-- Called by: read_sql, refusals, statement_at, failed_at and platform.record_refusal.
-- Errors: PT413 sql_too_large, 42601 sql_unreadable.
create or replace function sandbox.lex(sql text)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_max_bytes constant bigint := platform.limit_of('sql_max_bytes');
  c_high constant text := '\u0080-\U0010ffff';
  c_tag constant text := '\$(?:[A-Za-z_' || c_high || '][A-Za-z0-9_' || c_high || ']*)?\$';
  v_space constant text := case when strpos(sql, '/*') > 0 then sandbox.space_pattern() else '[ \t\n\r\f\v]|--[^\n\r]*[\n\r]' end;
  v_pattern text;
  -- Separates the pieces: a character that the SQL does not contain.
  v_mark text;
  v_rest text := sql;
  v_found text[];
  v_pieces text[] := '{}';
  v_open integer;
  v_length integer;
  v_strings integer := 0;
begin
  if octet_length(sql) > v_max_bytes then
    perform sandbox.refuse('sql_too_large', format('the text has more than %s bytes', v_max_bytes), 'Send it in several calls.', 'PT413');
  end if;
  select candidate into v_mark from unnest(array[e'\x01', e'\x02', e'\x03', e'\x04', e'\x05', e'\x06']) as candidate
  where strpos(sql, candidate) = 0 limit 1;
  if v_mark is null then
    perform sandbox.refuse('sql_unreadable', 'it contains control characters', 'Remove the control characters.', '42601');
  end if;
  v_pattern := '(?:' || v_space || ')*(?:--[^\n\r]*|/\*'
    || '|[eE]''(?:[^''\\]|\\.|'''')*''|''(?:[^'']|'''')*''|[bBxX]''[^'']*''|"(?:[^"]|"")*"|[uU]&[''"]'
    || '|[A-Za-z_' || c_high || '][A-Za-z0-9_$' || c_high || ']*'
    || '|[0-9][0-9A-Za-z_]*(?:\.[0-9][0-9A-Za-z_]*)?\.?|\.[0-9][0-9A-Za-z_]*|\$[0-9]+|' || c_tag || '|.)|(?:' || v_space || ')+';

  while v_rest <> '' loop
    v_found := trim_array(string_to_array(regexp_replace(v_rest, v_pattern, '\&' || v_mark, 'g'), v_mark), 1);
    -- Most SQL contains no dollar sign, and so need not be searched for a dollar quote.
    v_open := case when strpos(v_rest, '$') > 0 then (
      select min(found.position) from unnest(v_found) with ordinality as found (text, position)
      where found.text like '%$' and regexp_replace(found.text, '^(?:' || v_space || ')+', '') ~ ('^' || c_tag || '$')
    ) end;
    if v_open is null then
      v_pieces := v_pieces || v_found;
      exit;
    end if;
    -- What precedes a dollar-quoted string is pieces already; what follows it is read again.
    v_rest := substr(v_rest, 1 + char_length(array_to_string(v_found[1:v_open], '')));
    v_length := strpos(v_rest, substring(v_found[v_open] from c_tag || '$'));
    if v_length = 0 then
      perform sandbox.refuse('sql_unreadable', 'a dollar-quoted string is not terminated', 'Close the string.', '42601',
        1 + char_length(sql) - char_length(v_rest) - char_length(substring(v_found[v_open] from c_tag || '$')));
    elsif v_strings = 100 then
      perform sandbox.refuse('sql_unreadable', 'it has more than 100 dollar-quoted strings', 'Use single quotes instead.', '42601');
    end if;
    v_length := v_length - 1 + char_length(substring(v_found[v_open] from c_tag || '$'));
    v_pieces := v_pieces || v_found[1:v_open - 1] || (v_found[v_open] || left(v_rest, v_length));
    v_rest := substr(v_rest, v_length + 1);
    v_strings := v_strings + 1;
  end loop;
  return v_pieces;
end
$$;

comment on function sandbox.lex is 'Splits SQL into pieces: its tokens, each with the whitespace and comments before it.';

revoke all on function sandbox.lex from public, anon, authenticated, service_role;
