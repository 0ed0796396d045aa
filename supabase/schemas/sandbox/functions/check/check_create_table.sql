-- check_create_table: CREATE TABLE [IF NOT EXISTS] name ( … ) and nothing behind it. Columns and constraints are free, but
-- references stay within the app, names that become indexes bear its prefix, and nothing is taken over from another table.
-- words and kinds are the statement's tokens, at is the place behind its first words.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_create_table(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_open constant integer := sandbox.expect_app_name(app_id, words, sandbox.skip_words(words, at, '{if,not,exists}'));
  v_depth integer := 0;
begin
  if words[v_open] is distinct from '(' then
    perform sandbox.refuse('option_refused', format('"%s" cannot stand behind the table''s name', left(words[v_open], 40)),
      'Write create table name (columns), and insert the rows afterwards.');
  end if;
  for v_at in v_open .. cardinality(words) loop
    -- As Supabase's own tools write it out.
    exit when v_depth = 0 and words[v_at:] = '{tablespace,pg_default}';
    if v_depth = 0 and v_at > v_open then
      perform sandbox.refuse('option_refused', format('"%s" cannot stand behind the columns', left(words[v_at], 40)), 'End the statement with ).');
    end if;
    v_depth := v_depth + case when kinds[v_at] <> 'o' then 0 when words[v_at] = '(' then 1 when words[v_at] = ')' then -1 else 0 end;
    if v_depth = 1 and words[v_at - 1] in ('(', ',') and kinds[v_at] = 'i' and words[v_at] = 'like' then
      perform sandbox.refuse('option_refused', 'LIKE copies another table', 'Write the columns out.');
    end if;
  end loop;
  perform sandbox.check_constraints(app_id, words, kinds, v_open);
end
$$;

comment on function sandbox.check_create_table is 'Checks CREATE TABLE behind its first words.';

revoke all on function sandbox.check_create_table from public, anon, authenticated, service_role;
