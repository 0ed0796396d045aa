-- check_raise: Checks RAISE: the level, the condition or SQLSTATE, the number of values and the options. The errcode must be a literal.
-- Called by: check_code_part.
-- Errors: 42501 option_refused.
create or replace function sandbox.check_raise(kinds "char"[], words text[], first integer, last integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_levels constant text[] := '{debug,log,info,notice,warning,exception}';
  v_at integer := first + case when words[first + 1] = any (c_levels) then 2 else 1 end;
  v_end integer;
  v_values integer := 0;
  v_wrong integer;
begin
  v_end := sandbox.code_end(kinds, words[:last] || '{using}'::text[], v_at, '{using}');
  if v_at < v_end and kinds[v_at] = 'l' then
    for v_value in v_at + 1 .. v_end - 1 loop
      v_values := v_values + (words[v_value] = ',')::integer;
    end loop;
    v_wrong := case when v_values > 20 then v_at end;
  elsif v_at < v_end then
    v_wrong := case
      when sandbox.bare_name(words[v_at]) = 'sqlstate' then
        case when v_at + 1 < v_end and sandbox.is_own_condition(substring(words[v_at + 1] from '^''([0-9A-Z]{5})''$')) is true then null
          else v_at + 1 end
      when not sandbox.is_own_condition(sandbox.bare_name(words[v_at])) then v_at
    end;
  end if;
  v_at := v_end + 1;
  while v_wrong is null and v_at <= last loop
    v_end := sandbox.code_end(kinds, words[:last] || '{;}'::text[], v_at, '{",",;}');
    if words[v_at] not in ('message', 'detail', 'hint', 'errcode', 'column', 'constraint', 'table', 'datatype', 'schema') then
      v_wrong := v_at;
    elsif words[v_at] = 'errcode' and (words[v_end - 2] not in ('=') or v_end - v_at not in (3, 4)
      or sandbox.is_own_condition(substring(words[v_end - 1] from '^''([A-Za-z0-9_]+)''$')) is not true)
    then
      v_wrong := v_at;
    end if;
    v_at := v_end + 1;
  end loop;
  if v_wrong is not null then
    perform sandbox.refuse('option_refused',
      case when v_values > 20 then 'RAISE has more than 20 values' else format('RAISE cannot use %s here', left(words[v_wrong], 40)) end,
      'Raise P0001, P0002, 42501, a condition of class 22 or 23, or a SQLSTATE from PT400 to PT499, each written as a literal, with '
      'message, detail and hint.', at => v_wrong);
  end if;
end
$$;

comment on function sandbox.check_raise is 'Checks RAISE.';

revoke all on function sandbox.check_raise from public, anon, authenticated, service_role;
