-- space_pattern: Returns a regular expression that matches what may separate tokens: a whitespace character, a line comment
-- or a block comment, which may contain other block comments three levels deep.
-- A line comment always extends to the end of its line; otherwise a longer match could begin another comment inside it.
-- Called by: lex, classify and token_position.
create or replace function sandbox.space_pattern()
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_text constant text := '[^*/]|\*(?!/)|/(?!\*)';
  v_comment text := '/\*(?:' || c_text || ')*\*/';
begin
  for depth in 1..3 loop
    v_comment := '/\*(?:' || c_text || '|' || v_comment || ')*\*/';
  end loop;
  return '[ \t\n\r\f\v]|--[^\n\r]*[\n\r]|' || v_comment;
end
$$;

comment on function sandbox.space_pattern is
  'Returns a regular expression that matches whitespace, a line comment or a nested block comment.';

revoke all on function sandbox.space_pattern from public, anon, authenticated, service_role;
