-- check_create_index: Checks CREATE [UNIQUE] INDEX [[IF NOT EXISTS] name] ON [ONLY] table … on the app's own tables.
-- CONCURRENTLY is accepted and removed, see rewrite_ddl.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_create_index(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer := sandbox.skip_words(words, sandbox.skip_words(words, at, '{concurrently}'), '{if,not,exists}');
begin
  if words[v_at] is distinct from 'on' then
    v_at := sandbox.expect_app_name(app_id, words, v_at, or_index => true);
  end if;
  if words[v_at] is distinct from 'on' then
    perform sandbox.refuse('option_refused', format('unexpected "%s" in CREATE INDEX', left(words[v_at], 40)),
      'Write create index name on table (columns).', at => v_at);
  end if;
  v_at := sandbox.expect_app_name(app_id, words, sandbox.skip_words(words, v_at + 1, '{only}'));
  perform sandbox.check_constraints(app_id, words, kinds, v_at);
end
$$;

comment on function sandbox.check_create_index is 'Checks CREATE INDEX after its first words.';

revoke all on function sandbox.check_create_index from public, anon, authenticated, service_role;
