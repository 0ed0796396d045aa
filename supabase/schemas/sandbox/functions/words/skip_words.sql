-- skip_words: Returns the position after a phrase if the statement has the phrase at the given position, and otherwise that
-- position.
create or replace function sandbox.skip_words(words text[], at integer, phrase text[])
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when words[at:at + cardinality(phrase) - 1] = phrase then at + cardinality(phrase) else at end;
end
$$;

comment on function sandbox.skip_words is 'Returns the position after an optional phrase.';

revoke all on function sandbox.skip_words from public, anon, authenticated, service_role;
