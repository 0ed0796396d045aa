-- check_rename: Checks ALTER INDEX, which may only rename within the app's prefix, and ALTER VIEW … RENAME, which may also
-- rename a column.
-- Called by: check_statement and check_alter_view.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_rename(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := sandbox.expect_app_name(app_id, words, sandbox.skip_words(words, at, '{if,exists}'), or_index => true);
begin
  if words[v_at] is distinct from 'rename' then
    perform sandbox.refuse('option_refused', format('unexpected "%s": only RENAME is allowed here', left(words[v_at], 40)),
      'Rename it, or drop it and create it again.', at => v_at);
  elsif words[v_at + 1] = 'to' then
    perform sandbox.expect_app_name(app_id, words, v_at + 2, or_index => true);
  end if;
end
$$;

comment on function sandbox.check_rename is 'Checks ALTER VIEW and ALTER INDEX after their first words.';

revoke all on function sandbox.check_rename from public, anon, authenticated, service_role;
