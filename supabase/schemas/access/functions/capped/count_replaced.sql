-- count_replaced: Counts the characters that regexp_replace may build, if they are many, and refuses more than ten million.
-- Called by: regexp_replace.
-- Errors: 54000 result_too_large.
create or replace function access.count_replaced(string text, pattern text, replacement text, flags text)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- Each \1 and \& inserts at most the whole string in total, because matches do not overlap.
  v_length bigint := char_length(string)::bigint * (1 + char_length(replacement) - char_length(replace(replacement, '\', '')));
begin
  if v_length + (char_length(string) + 1)::bigint * char_length(replacement) <= 10000 then
    return true;
  end if;
  v_length := v_length + char_length(replacement)
    * case when flags like '%g%' then regexp_count(string, pattern, 1, replace(flags, 'g', ''))::bigint else 1 end;
  if v_length > 10000000 then
    raise exception 'Cannot build the string: it could have more than 10000000 characters'
      using errcode = '54000', detail = 'result_too_large', hint = 'Replace with a shorter string.';
  end if;
  return access.count_bytes(v_length);
end
$$;

comment on function access.count_replaced is 'Counts the characters that regexp_replace may build.';

revoke all on function access.count_replaced from public, anon, authenticated, service_role;
