-- unresolved_names: Returns the names of a statement that check_names accepted only because nothing of that name exists
-- yet. calls are the unlisted names before ( or after a dot, which would be refused if there were such a function;
-- qualifiers are the names before a dot, which would be refused if there were such a schema.
-- Called by: check_statement, for the guard cache.
create or replace function sandbox.unresolved_names(kinds "char"[], words text[], out calls text[], out qualifiers text[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  select coalesce(array_agg(distinct token.word) filter (where (words[token.position + 1] = '(' or words[token.position - 1] = '.')
      and not exists (select from sandbox.allowed_functions where allowed_functions.name = token.word)
      and token.word !~ '^app_[0-9]'), '{}'),
    coalesce(array_agg(distinct token.word) filter (where words[token.position + 1] = '.'
      and token.word not in ('public', 'extensions', 'auth')), '{}')
  into calls, qualifiers
  from unnest(kinds, words) with ordinality as token (kind, word, position)
  where token.kind in ('i', 'q') and (words[token.position + 1] in ('(', '.') or words[token.position - 1] = '.');
end
$$;

comment on function sandbox.unresolved_names is 'Returns the names that were accepted only because nothing of that name exists yet.';

revoke all on function sandbox.unresolved_names from public, anon, authenticated, service_role;
