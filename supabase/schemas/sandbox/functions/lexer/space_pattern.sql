-- space_pattern: what stands between tokens, as a regular expression: a space, a line's comment, or a comment in signs, which may
-- hold others, three deep. A line's comment goes to the line's end: else a longer match could begin another comment within it.
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

comment on function sandbox.space_pattern is 'What stands between tokens, as a regular expression.';

revoke all on function sandbox.space_pattern from public, anon, authenticated, service_role;
