-- closing_bracket: Returns the position of the bracket that closes the one at a position, or null.
create or replace function sandbox.closing_bracket(words text[], open integer)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_depth integer := 0;
begin
  for v_at in open .. cardinality(words) loop
    if words[v_at] in ('(', '[') then
      v_depth := v_depth + 1;
    elsif words[v_at] in (')', ']') then
      v_depth := v_depth - 1;
      if v_depth = 0 then
        return v_at;
      end if;
    end if;
  end loop;
  return null;
end
$$;

comment on function sandbox.closing_bracket is 'Returns the position of the bracket that closes another.';

revoke all on function sandbox.closing_bracket from public, anon, authenticated, service_role;
