-- literal_text: Returns what a string literal means: dollar-quoted, plain or with escapes (E''), of which only \\, \', \n, \r and
-- \t are read.
-- Called by: function_ddl and literal_offset.
-- Errors: 42601 sql_unreadable.
create or replace function sandbox.literal_text(literal text, at integer)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_quote constant text := substring(literal from '^\$[^$]*\$');
  v_inside constant text := substring(literal from '^[eE]?''(.*)''$');
begin
  if v_quote is not null then
    return substr(literal, 1 + char_length(v_quote), char_length(literal) - 2 * char_length(v_quote));
  elsif v_inside is null or (literal ~ '^[eE]' and replace(v_inside, '\\', '') ~ '\\[^nrt'']') then
    perform sandbox.refuse('sql_unreadable', 'the body is written in a way that is not supported',
      'Write the body as a dollar-quoted string.', '42601', at);
  elsif literal !~ '^[eE]' then
    return replace(v_inside, '''''', '''');
  end if;
  return (
    select string_agg(case part.found[1]
        when '\\' then '\' when '\n' then e'\n' when '\r' then e'\r' when '\t' then e'\t' when '\''' then '''' when '''''' then ''''
        else part.found[1]
      end, '' order by part.position)
    from regexp_matches(v_inside, '\\.|''''|[^\\'']+', 'g') with ordinality as part (found, position)
  );
end
$$;

comment on function sandbox.literal_text is 'Returns what a string literal means.';

revoke all on function sandbox.literal_text from public, anon, authenticated, service_role;
