-- lex: SQL text as pieces, as PostgreSQL itself reads it with standard_conforming_strings on: each is a token with the spaces
-- and comments before it, and together they are the text. classify says what they are. Fails closed: what does not end, and
-- what PostgreSQL might read otherwise, is refused.
-- One regular expression finds all pieces between two strings in dollar quotes: the longest alternative wins, so a comment or a
-- string beats its first sign. Comments may be nested four deep; the last alternative takes any sign that is left.
-- A line's comment goes to the line's end, or else a longer match could begin another comment within it.
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
  -- Stands between the pieces: a sign that the text does not hold.
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
  select sign into v_mark from unnest(array[e'\x01', e'\x02', e'\x03', e'\x04', e'\x05', e'\x06']) as sign where strpos(sql, sign) = 0 limit 1;
  if v_mark is null then
    perform sandbox.refuse('sql_unreadable', 'it holds all sorts of control characters', 'Remove them.', '42601');
  end if;
  v_pattern := '(?:' || v_space || ')*(?:--[^\n\r]*|/\*'
    || '|[eE]''(?:[^''\\]|\\.|'''')*''|''(?:[^'']|'''')*''|[bBxX]''[^'']*''|"(?:[^"]|"")*"|[uU]&[''"]'
    || '|[A-Za-z_' || c_high || '][A-Za-z0-9_$' || c_high || ']*'
    || '|[0-9][0-9A-Za-z_]*(?:\.[0-9][0-9A-Za-z_]*)?\.?|\.[0-9][0-9A-Za-z_]*|\$[0-9]+|' || c_tag || '|.)|(?:' || v_space || ')+';

  while v_rest <> '' loop
    v_found := trim_array(string_to_array(regexp_replace(v_rest, v_pattern, '\&' || v_mark, 'g'), v_mark), 1);
    -- Most texts hold no dollar quote, and so need not be searched for one.
    v_open := case when strpos(v_rest, '$') > 0 then (
      select min(found.position) from unnest(v_found) with ordinality as found (text, position)
      where found.text like '%$' and regexp_replace(found.text, '^(?:' || v_space || ')+', '') ~ ('^' || c_tag || '$')
    ) end;
    if v_open is null then
      v_pieces := v_pieces || v_found;
      exit;
    end if;
    -- What stands before a dollar-quoted string is pieces, and what follows its end is read anew.
    v_rest := substr(v_rest, 1 + char_length(array_to_string(v_found[1:v_open], '')));
    v_length := strpos(v_rest, substring(v_found[v_open] from c_tag || '$'));
    if v_length = 0 then
      perform sandbox.refuse('sql_unreadable', 'a string in dollar quotes does not end', 'Close the string.', '42601');
    elsif v_strings = 100 then
      perform sandbox.refuse('sql_unreadable', 'it has more than 100 strings in dollar quotes', 'Write them in plain quotes.', '42601');
    end if;
    v_length := v_length - 1 + char_length(substring(v_found[v_open] from c_tag || '$'));
    v_pieces := v_pieces || v_found[1:v_open - 1] || (v_found[v_open] || left(v_rest, v_length));
    v_rest := substr(v_rest, v_length + 1);
    v_strings := v_strings + 1;
  end loop;
  return v_pieces;
end
$$;

comment on function sandbox.lex is 'SQL text as pieces: its tokens, with what stands before each.';

revoke all on function sandbox.lex from public, anon, authenticated, service_role;
