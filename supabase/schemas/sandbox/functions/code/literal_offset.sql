-- literal_offset: Returns how many characters of a string literal precede a position of its meaning. Exact unless it has escapes (E'').
-- Called by: function_ddl.
create or replace function sandbox.literal_offset(literal text, "position" integer)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_quote constant text := substring(literal from '^\$[^$]*\$');
  v_before text;
begin
  if v_quote is not null then
    return char_length(v_quote) + position - 1;
  end if;
  v_before := left(sandbox.literal_text(literal, null), position - 1);
  return 1 + char_length(v_before) + char_length(v_before) - char_length(replace(v_before, '''', ''));
end
$$;

comment on function sandbox.literal_offset is 'Returns how many characters of a string literal precede a position of its meaning.';

revoke all on function sandbox.literal_offset from public, anon, authenticated, service_role;
