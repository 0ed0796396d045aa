-- option_from_check: returns the option of a spec that a check constraint states, as (option, value), read from what pg_get_expr
-- prints; the reverse of column_checks. Returns no row for a check that no option states.
create or replace function platform.option_from_check(expression text, column_name text)
returns table (option text, value jsonb)
language plpgsql
immutable
rows 1
set search_path = pg_catalog, pg_temp
as $$
declare
  v_length constant text := format('(char_length(%I) ', column_name);
  v_value constant text := format('(%I ', column_name);
  v_rest text;
  v_match text[];
begin
  if starts_with(expression, v_length) then
    v_match := regexp_match(right(expression, -char_length(v_length)), '^(<=|>=) (\d+)\)$');
    if v_match is not null then
      return query select case v_match[1] when '<=' then 'max_length' else 'min_length' end, to_jsonb(v_match[2]::integer);
    end if;
  elsif starts_with(expression, v_value) then
    v_rest := right(expression, -char_length(v_value));
    v_match := regexp_match(v_rest, '^(<=|>=) \(?''?(-?[0-9.]+(?:e[+-]?\d+)?)''?\)?(?:::[a-z ]+)?\)$');
    if v_match is not null then
      return query select case v_match[1] when '<=' then 'max' else 'min' end, to_jsonb(v_match[2]::numeric);
      return;
    end if;
    v_match := regexp_match(v_rest, '^= ANY \(ARRAY\[(.*)\]\)\)$');
    if v_match is not null then
      return query
        select 'values', jsonb_agg(
          replace(case when label[1] = 'E' then replace(label[2], '\\', '\') else label[2] end, '''''', '''') order by position)
        from regexp_matches(v_match[1], '(E?)''((?:[^'']|'''')*)''::text', 'g') with ordinality as matches (label, position);
    end if;
  end if;
end
$$;

comment on function platform.option_from_check is 'The option of a spec that a check constraint states.';

revoke all on function platform.option_from_check from public, anon, authenticated, service_role;
