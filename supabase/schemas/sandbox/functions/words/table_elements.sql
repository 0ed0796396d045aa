-- table_elements: Returns the columns and constraints of CREATE TABLE; open is the position of the parenthesis that opens
-- their list.
-- first and last are the positions of an element; name is the name of a column, or null for a constraint; kind is the first
-- word after the constraint's name (the first word if it has none), and body its position; not_null is the position of NOT
-- NULL in a column without a default, or 0; fixed_default is the position of DEFAULT with a literal in a column that references a
-- table, or 0; on_account says that a constraint names a column that accounts fill in profiles.
-- Called by: rewrite_profile_table and warnings.
create or replace function sandbox.table_elements(kinds "char"[], words text[], open integer)
returns table (first integer, last integer, name text, kind text, body integer, not_null integer, fixed_default integer, on_account boolean)
language plpgsql
immutable
rows 10
set search_path = pg_catalog, pg_temp
as $$
declare
  v_depth integer := 0;
  v_has_default boolean;
begin
  for v_at in open .. cardinality(words) loop
    v_depth := v_depth + case when kinds[v_at] <> 'o' then 0 when words[v_at] = '(' then 1 when words[v_at] = ')' then -1 else 0 end;
    if v_at = open or (v_depth = 1 and kinds[v_at] = 'o' and words[v_at] = ',') then
      first := v_at + 1;
      not_null := 0;
      fixed_default := 0;
      v_has_default := words[v_at + 2] ~ 'serial[248]?$';
    elsif v_depth = 1 and words[v_at] in ('default', 'generated') and kinds[v_at] = 'i' then
      v_has_default := true;
      -- A number or a string, and then a word, a comma or the end.
      fixed_default := case when kinds[v_at + 1] in ('l', 'n') and (kinds[v_at + 2] = 'i' or words[v_at + 2] in (',', ')')) then v_at
        else 0 end;
    elsif v_depth = 1 and words[v_at] = 'not' and words[v_at + 1] = 'null' then
      not_null := v_at;
    end if;
    if v_depth = 0 or (v_depth = 1 and kinds[v_at + 1] = 'o' and words[v_at + 1] = ',') then
      last := case when v_depth = 0 then v_at - 1 else v_at end;
      continue when v_depth = 1 and v_at < first;
      body := case when words[first] = 'constraint' then first + 2 else first end;
      kind := words[body];
      name := case when words[first] not in ('constraint', 'primary', 'unique', 'check', 'foreign', 'exclude') then words[first] end;
      -- A required reference would delete the profile with the row that it names.
      not_null := case when v_has_default and 'references' <> all (words[first:last]) then 0 else not_null end;
      fixed_default := case when 'references' = any (words[first:last]) then fixed_default else 0 end;
      on_account := name is null and kind <> 'primary' and exists (
        select from unnest(words[first:last]) as word
        where sandbox.bare_name(word) in ('email', 'full_name', 'avatar_url', 'created_at', 'updated_at'));
      return next;
      exit when v_depth = 0;
    end if;
  end loop;
end
$$;

comment on function sandbox.table_elements is 'Returns the columns and constraints of CREATE TABLE.';

revoke all on function sandbox.table_elements from public, anon, authenticated, service_role;
