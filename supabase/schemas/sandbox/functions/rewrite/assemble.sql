-- assemble: Returns the SQL that is run for a statement: its tokens or their replacements, with parameters as literals.
-- Called by: check_statement and function_ddl.
-- Errors: 22023 invalid_argument for a parameter without a value.
create or replace function sandbox.assemble(kinds "char"[], texts text[], words text[], replacements text[], parameters jsonb)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if replacements is null and not 'p' = any (kinds) then
    return ltrim(array_to_string(texts, ''), e' \t\n\r\f\v');
  end if;
  return (
    select ltrim(string_agg(case
        when token.kind = 'p' then ' ' || sandbox.parameter_literal(parameters, substr(token.word, 2))
        else coalesce(token.fill, token.text)
      end, '' order by token.position), e' \t\n\r\f\v')
    from unnest(kinds, texts, words, replacements) with ordinality as token (kind, text, word, fill, position)
  );
end
$$;

comment on function sandbox.assemble is 'Returns the SQL that is run for a statement.';

revoke all on function sandbox.assemble from public, anon, authenticated, service_role;
