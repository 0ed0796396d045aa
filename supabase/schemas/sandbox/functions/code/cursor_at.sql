-- cursor_at: Returns the position of CURSOR in a declaration of PL/pgSQL that begins at a position, or null.
-- Called by: check_declaration, check_cursors and is_declared_wide.
create or replace function sandbox.cursor_at(words text[], first integer)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when words[first + 1] = 'cursor' then first + 1
    when words[first + 1:first + 2] = '{scroll,cursor}' then first + 2
    when words[first + 1:first + 3] = '{no,scroll,cursor}' then first + 3
  end;
end
$$;

comment on function sandbox.cursor_at is 'Returns the position of CURSOR in a declaration.';

revoke all on function sandbox.cursor_at from public, anon, authenticated, service_role;
