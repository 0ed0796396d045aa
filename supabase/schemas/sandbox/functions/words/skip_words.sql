-- skip_words: the place behind a phrase, where the statement has it at the given place, or else the place itself.
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

comment on function sandbox.skip_words is 'The place behind a phrase.';

revoke all on function sandbox.skip_words from public, anon, authenticated, service_role;
