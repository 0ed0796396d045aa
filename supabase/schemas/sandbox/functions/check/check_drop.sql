-- check_drop: Checks DROP TABLE, VIEW, INDEX or TYPE [IF EXISTS] name, … [CASCADE | RESTRICT], where every name is the
-- app's own. The profile table cannot be dropped.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused, profile_is_fixed.
create or replace function sandbox.check_drop(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer := sandbox.expect_app_name(app_id, words,
    sandbox.skip_words(words, sandbox.skip_words(words, at, '{concurrently}'), '{if,exists}'), or_index => true, reject_profile => true);
begin
  while words[v_at] = ',' loop
    v_at := sandbox.expect_app_name(app_id, words, v_at + 1, or_index => true, reject_profile => true);
  end loop;
  if v_at <= cardinality(words) and not (v_at = cardinality(words) and words[v_at] in ('cascade', 'restrict')) then
    perform sandbox.refuse('option_refused', format('unexpected "%s" in DROP', left(words[v_at], 40)),
      'List the names to drop, separated by commas.', at => v_at);
  end if;
end
$$;

comment on function sandbox.check_drop is 'Checks DROP after its first words.';

revoke all on function sandbox.check_drop from public, anon, authenticated, service_role;
