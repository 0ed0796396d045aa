-- check_declaration: Checks a declaration of PL/pgSQL: a cursor needs its query. What a type may be is decided by check_names.
-- Called by: check_code_part.
-- Errors: 42501 statement_refused.
create or replace function sandbox.check_declaration(kinds "char"[], words text[], first integer, last integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_cursor constant integer := sandbox.cursor_at(words, first);
  v_query integer;
begin
  if v_cursor is not null then
    v_query := case when words[v_cursor + 1] = '(' then sandbox.closing_bracket(words, v_cursor + 1) + 1 else v_cursor + 1 end;
    if words[v_query] in ('for', 'is') then
      perform sandbox.check_query_start(words, v_query + 1);
    end if;
  end if;
end
$$;

comment on function sandbox.check_declaration is 'Checks a declaration of PL/pgSQL.';

revoke all on function sandbox.check_declaration from public, anon, authenticated, service_role;
