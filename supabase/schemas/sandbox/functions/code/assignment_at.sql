-- assignment_at: Returns the position of := or = if a statement of PL/pgSQL that begins at a position is an assignment, or null. A
-- variable may have the name of a keyword that PL/pgSQL does not reserve; the assignment then wins, as in PostgreSQL.
-- Called by: code_part_at and assigned_names.
create or replace function sandbox.assignment_at(kinds "char"[], words text[], at integer)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_reserved constant text[] := '{all,begin,by,case,declare,else,end,execute,for,foreach,from,if,in,into,loop,not,null,or,strict,then,to,'
    'using,when,while}';
  v_at integer := at + 1;
begin
  if kinds[at] not in ('i', 'q', 'p') or words[at] = any (c_reserved) then
    return null;
  end if;
  while v_at < cardinality(words) loop
    if words[v_at] = '.' and kinds[v_at + 1] in ('i', 'q') then
      v_at := v_at + 2;
    elsif words[v_at] = '[' then
      v_at := sandbox.closing_bracket(words, v_at) + 1;
    else
      return case when words[v_at] = '=' or words[v_at:v_at + 1] = '{:,=}' then v_at end;
    end if;
  end loop;
  return null;
end
$$;

comment on function sandbox.assignment_at is 'Returns the position of := or = if a statement of PL/pgSQL is an assignment.';

revoke all on function sandbox.assignment_at from public, anon, authenticated, service_role;
