-- collected_expressions: Returns the first and last token of each expression that the aggregate or function at a position
-- collects: its arguments, except literals of a function and a short literal after the first of an aggregate. With DISTINCT the
-- expressions of ORDER BY are among them, because PostgreSQL requires them to be equal to arguments. For array(select …) it returns the
-- whole query.
-- Called by: meter_aggregates.
create or replace function sandbox.collected_expressions(kinds "char"[], words text[], at integer)
returns table (first integer, last integer, is_literal boolean)
language plpgsql
immutable
rows 2
set search_path = pg_catalog, pg_temp
as $$
declare
  c_is_query constant boolean := words[at] = 'array';
  v_depth integer := 0;
  c_is_aggregate constant boolean := trim(words[at], '"') ~ '_agg$';
  v_begun integer := case when words[at + 2] in ('distinct', 'all', 'variadic') then at + 3 else at + 2 end;
  v_ends boolean;
begin
  for v_at in at + 2..cardinality(words) loop
    v_ends := v_depth = 0 and case kinds[v_at]
      when 'o' then words[v_at] = ')' or words[v_at] = ',' and not c_is_query
      when 'i' then words[v_at] in ('order', 'asc', 'desc', 'nulls', 'using') and not c_is_query
      else false
    end;
    if v_ends and v_at > v_begun then
      first := v_begun;
      last := v_at - 1;
      is_literal := first = last and (kinds[first] in ('l', 'p') or words[first] = 'null') and not c_is_query;
      if not (is_literal and (not c_is_aggregate
        or words[first - 1] = ',' and kinds[first] = 'l' and octet_length(words[first]) <= 100)) then
        return next;
      end if;
      v_begun := cardinality(words) + 1;
    end if;
    exit when v_ends and (words[v_at] = ')' or words[v_at] = 'order' and words[at + 2] <> 'distinct');
    if v_ends and words[v_at] = ',' then
      v_begun := v_at + 1 + (words[v_at + 1] = 'variadic')::integer;
    elsif v_ends and words[v_at] = 'order' then
      v_begun := v_at + 2;
    elsif kinds[v_at] = 'o' and words[v_at] in ('(', '[') then
      v_depth := v_depth + 1;
    elsif kinds[v_at] = 'o' and words[v_at] in (')', ']') then
      v_depth := v_depth - 1;
    end if;
  end loop;
end
$$;

comment on function sandbox.collected_expressions is 'Returns the expressions that an aggregate or array(select …) collects.';

revoke all on function sandbox.collected_expressions from public, anon, authenticated, service_role;
