-- unresolved_names: the names in a statement that check_names let pass because the database has nothing of that name now: before (
-- or behind . no function that is not listed, before . no schema.
create or replace function sandbox.unresolved_names(kinds "char"[], words text[], out calls text[], out qualifiers text[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  select coalesce(array_agg(distinct token.word) filter (where (words[token.position + 1] = '(' or words[token.position - 1] = '.')
      and not exists (select from sandbox.allowed_functions where allowed_functions.name = token.word)), '{}'),
    coalesce(array_agg(distinct token.word) filter (where words[token.position + 1] = '.' and token.word not in ('public', 'extensions', 'auth')), '{}')
  into calls, qualifiers
  from unnest(kinds, words) with ordinality as token (kind, word, position)
  where token.kind in ('i', 'q') and (words[token.position + 1] in ('(', '.') or words[token.position - 1] = '.');
end
$$;

comment on function sandbox.unresolved_names is 'The names that pass because the database has nothing of that name.';

revoke all on function sandbox.unresolved_names from public, anon, authenticated, service_role;
