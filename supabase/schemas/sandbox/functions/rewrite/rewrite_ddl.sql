-- rewrite_ddl: Returns the replacements in a DDL statement. CONCURRENTLY is removed, because a call is one transaction.
-- Constraints that create an index get the app's prefix. CREATE TABLE of the profile table adds to it instead. FORCE ROW
-- LEVEL SECURITY becomes ENABLE: it must not apply to the app's own role. What asks for row security closes the table first
-- (see protect_first). Functions are those of schema code.
-- place is the position of a token: a fill that ends with a space is inserted before the token, any other fill replaces it.
-- Called by: rewrite.
create or replace function sandbox.rewrite_ddl(app_id bigint, kinds "char"[], words text[], ddl text, at integer)
returns table (place integer, fill text)
language plpgsql
immutable
rows 4
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer;
  v_name integer;
begin
  if ddl like '%index' and words[at] = 'concurrently' then
    return query values (at, '');
  elsif ddl = 'create table' and sandbox.is_profile_table(app_id, words, at) then
    return query select edit.place, edit.fill from sandbox.rewrite_profile_table(app_id, kinds, words, at) as edit;
  elsif ddl = 'create policy' then
    return query values (1, sandbox.protect_first(words, at + 2));
  elsif ddl like '%trigger' and sandbox.is_moddatetime(words, array_position(words, 'execute') + 2) then
    v_at := array_position(words, 'moddatetime');
    return query values (v_at, case when words[v_at - 1] = '.' then 'moddatetime' else 'extensions.moddatetime' end),
      (v_at + 2, quote_literal(sandbox.bare_name(words[v_at + 2])));
  elsif ddl like '%function' or (ddl = 'comment on' and words[at] = 'function') then
    return query select edit.place, edit.fill from sandbox.rewrite_functions(app_id, words, at) as edit;
  end if;
  if ddl not in ('create table', 'alter table') then
    return;
  elsif ddl = 'alter table' and sandbox.asks_for_row_security(words) then
    v_at := sandbox.skip_words(words, sandbox.skip_words(words, at, '{if,exists}'), '{only}');
    return query values (1, sandbox.protect_first(words, v_at));
    return query select place.each, 'enable' from unnest(array_positions(words, 'force')) as place (each)
      where words[place.each + 1:place.each + 3] = '{row,level,security}';
  end if;
  foreach v_at in array array_positions(words, 'constraint') loop
    if words[v_at - 1] = 'drop' then
      -- The constraint may have got the prefix when it was created; see resolve_constraints.
      v_name := sandbox.skip_words(words, v_at + 1, '{if,exists}');
      if sandbox.constraint_name(app_id, words[v_name]) <> sandbox.bare_name(words[v_name]) then
        return query values (v_name, sandbox.constraint_marker(sandbox.bare_name(words[v_name])));
      end if;
    elsif words[v_at + 2] in ('unique', 'primary', 'exclude') and words[v_at - 1] not in ('validate', 'rename') then
      return query values (v_at + 1, quote_ident(sandbox.constraint_name(app_id, words[v_at + 1])));
    end if;
  end loop;
end
$$;

comment on function sandbox.rewrite_ddl is 'Returns the replacements in a DDL statement.';

revoke all on function sandbox.rewrite_ddl from public, anon, authenticated, service_role;
