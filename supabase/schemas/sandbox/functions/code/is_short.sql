-- is_short: Returns whether an expression builds no long value: one literal, or arithmetic and functions that return short values, with
-- names and numbers.
-- Called by: assigned_names and is_declared_wide.
create or replace function sandbox.is_short(kinds "char"[], words text[], first integer, last integer)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_short constant text[] := '{now,clock_timestamp,gen_random_uuid,random,length,char_length,octet_length,cardinality,abs,round,floor,ceil,'
    'extract,date_trunc,age,exists,uid}';
begin
  if first = last then
    return kinds[first] in ('n', 'l') or words[first] in ('true', 'false', 'null');
  end if;
  return (words[first:last] && '{+,-,*,/,%,<,>,=,and,or,not,is}' or words[first] = any (c_short || 'auth'::text)) and not exists (
    select from generate_series(first, last) as place
    where case kinds[place]
      when 'i' then words[place] in ('case', 'array', 'row', 'select')
        or (words[place + 1] = '(' and words[place] <> all (c_short || '{and,or,not}'))
      when 'q' then words[place + 1] = '('
      when 'n' then false
      when 'l' then false
      else words[place] not in ('+', '-', '*', '/', '%', '<', '>', '=', '(', ')', '.', ',')
    end
  );
end
$$;

comment on function sandbox.is_short is 'Returns whether an expression builds no long value.';

revoke all on function sandbox.is_short from public, anon, authenticated, service_role;
