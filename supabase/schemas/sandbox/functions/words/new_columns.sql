-- new_columns: Returns the names that a DDL statement gives to columns: in CREATE TABLE, ADD COLUMN, RENAME COLUMN, and the output
-- of a view. Some are not columns, such as the first word of a constraint; names within a view's expressions are omitted.
-- Called by: check_columns and warnings.
create or replace function sandbox.new_columns(kinds "char"[], words text[], ddl text)
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- Keywords among the refused names: without quotes, they are no names.
  c_reserved constant text[] := '{select,limit,offset,and,or,order}';
  v_names text[] := '{}';
  v_depth integer := 0;
  -- Whether the position is in the select list of a view.
  v_in_list boolean := false;
begin
  if ddl not in ('create table', 'alter table', 'alter view', 'create view', 'create or replace view') then
    return v_names;
  end if;
  for v_at in 1 .. cardinality(words) loop
    if kinds[v_at] = 'o' then
      v_depth := v_depth + case words[v_at] when '(' then 1 when ')' then -1 else 0 end;
    elsif (kinds[v_at] = 'q' or words[v_at] <> all (c_reserved)) and (case
        when ddl = 'create table' then v_depth = 1 and kinds[v_at - 1] = 'o' and words[v_at - 1] in ('(', ',')
        when ddl like 'alter%' then v_depth = 0 and (
          words[v_at - 1] = 'add'
          or words[v_at - 1] in ('column', 'exists') and 'add' = any (words[v_at - 5:v_at - 2])
          or words[v_at - 1] = 'to' and words[v_at - 3] is distinct from 'constraint')
        when v_in_list then v_depth = 0 and coalesce(words[v_at + 1] in (',', 'from', 'union', 'except', 'intersect'), true)
        else v_depth = 1 and kinds[v_at - 1] = 'o' and words[v_at - 1] in ('(', ',')
      end)
    then
      v_names := v_names || sandbox.bare_name(words[v_at]);
    end if;
    if v_depth = 0 and kinds[v_at] = 'i' then
      v_in_list := words[v_at] = 'select' or v_in_list and words[v_at] <> 'from';
    end if;
  end loop;
  return v_names;
end
$$;

comment on function sandbox.new_columns is 'Returns the names that a DDL statement gives to columns.';

revoke all on function sandbox.new_columns from public, anon, authenticated, service_role;
