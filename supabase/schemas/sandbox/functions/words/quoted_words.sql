-- quoted_words: Returns the words of tokens with the quotes of quoted names, so that a name such as "execute" is no keyword. Names
-- of apps, and public, auth and users, stay bare: they mean the same with and without quotes.
-- Called by: check_statement and read_code.
create or replace function sandbox.quoted_words(kinds "char"[], words text[])
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when not 'q' = any (kinds) then words else array(
    select case
      when token.kind = 'q' and token.word !~ ('^(?:' || platform.index_prefix() || ')?app_|^(?:public|auth|users)$')
        then '"' || token.word || '"'
      else token.word
    end
    from unnest(kinds, words) as token (kind, word)
  ) end;
end
$$;

comment on function sandbox.quoted_words is 'Returns the words of tokens with the quotes of quoted names.';

revoke all on function sandbox.quoted_words from public, anon, authenticated, service_role;
