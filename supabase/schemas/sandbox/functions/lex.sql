-- lex: SQL text as tokens, as PostgreSQL itself reads it with standard_conforming_strings on. Fails closed: what does not
-- end, and what PostgreSQL might read otherwise, is refused.
-- One set-based regular expression makes all tokens between two dollar-quoted strings: the longest alternative wins, so a
-- comment or string beats its first sign. Comments may be nested four deep; the last alternative takes any sign that is left.
-- Errors: PT413 sql_too_large, 42601 sql_unreadable.
create or replace function sandbox.lex(sql text)
returns sandbox.token[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_text constant text := '[^*/]|\*(?!/)|/(?!\*)';
  c_high constant text := '\u0080-\U0010ffff';
  c_tag constant text := '\$(?:[A-Za-z_' || c_high || '][A-Za-z0-9_' || c_high || ']*)?\$';
  v_comment text := '/\*(?:' || c_text || ')*\*/';
  v_pattern text;
  v_rest text := sql;
  v_found text[];
  v_texts text[] := '{}';
  v_open integer;
  v_length integer;
begin
  if octet_length(sql) > 262144 then
    perform sandbox.refuse('sql_too_large', 'the text has more than 262144 bytes', 'Send it in several calls.', 'PT413');
  end if;
  for depth in 1..3 loop
    v_comment := '/\*(?:' || c_text || '|' || v_comment || ')*\*/';
  end loop;
  v_pattern := '([ \t\n\r\f\v]+|--[^\n\r]*|' || v_comment || '|/\*'
    || '|[eE]''(?:[^''\\]|\\.|'''')*''|''(?:[^'']|'''')*''|"(?:[^"]|"")*"|[uU]&[''"]'
    || '|[A-Za-z_' || c_high || '][A-Za-z0-9_$' || c_high || ']*'
    || '|[0-9][0-9A-Za-z_.]*|\.[0-9][0-9A-Za-z_]*|\$[0-9]+|' || c_tag || '|.)';

  while v_rest <> '' loop
    select array_agg(found.match[1] order by found.position) into v_found
    from regexp_matches(v_rest, v_pattern, 'g') with ordinality as found (match, position);
    v_open := (
      select min(found.position) from unnest(v_found) with ordinality as found (text, position)
      where found.text like '$%$'
    );
    if v_open is null then
      v_texts := v_texts || v_found;
      exit;
    end if;
    -- A dollar-quoted string: what stands before it is tokens, and what follows its end is read anew.
    v_rest := substr(v_rest, 1 + char_length(array_to_string(v_found[1:v_open], '')));
    v_length := strpos(v_rest, v_found[v_open]);
    if v_length = 0 then
      perform sandbox.refuse('sql_unreadable', format('the string that opens with %s does not end', v_found[v_open]), 'Close the string.', '42601');
    end if;
    v_length := v_length - 1 + char_length(v_found[v_open]);
    v_texts := v_texts || v_found[1:v_open - 1] || (v_found[v_open] || left(v_rest, v_length));
    v_rest := substr(v_rest, v_length + 1);
  end loop;
  return sandbox.classify(v_texts);
end
$$;

comment on function sandbox.lex is 'SQL text as tokens.';

revoke all on function sandbox.lex from public, anon, authenticated, service_role;
