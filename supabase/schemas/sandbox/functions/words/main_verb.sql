-- main_verb: Returns the main verb of a statement that begins with WITH: the first verb outside parentheses.
-- Called by: check_statement and returns_rows.
create or replace function sandbox.main_verb(words text[])
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_depth integer := 0;
  v_word text;
begin
  foreach v_word in array words loop
    v_depth := v_depth + case v_word when '(' then 1 when ')' then -1 else 0 end;
    if v_depth = 0 and v_word in ('select', 'values', 'insert', 'update', 'delete', 'merge') then
      return v_word;
    end if;
  end loop;
  return 'select';
end
$$;

comment on function sandbox.main_verb is 'Returns the first verb outside parentheses.';

revoke all on function sandbox.main_verb from public, anon, authenticated, service_role;
