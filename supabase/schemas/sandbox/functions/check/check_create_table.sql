-- check_create_table: Checks CREATE TABLE [IF NOT EXISTS] name ( … ), after which nothing may follow. Columns and
-- constraints are free, but references stay within the app and LIKE is refused. Constraints that create an index get the
-- app's prefix later, see rewrite_ddl.
-- words and kinds are the tokens of the statement, at is the position after its first words.
-- Called by: check_statement.
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
    perform sandbox.refuse('option_refused', format('unexpected "%s" after the table name', left(words[v_open], 40)),
      'Write create table name (columns), then insert the rows.', at => v_open);
  end if;
  for v_at in v_open .. cardinality(words) loop
    -- Supabase's own tools write this clause.
    exit when v_depth = 0 and words[v_at:] = '{tablespace,pg_default}';
    if v_depth = 0 and v_at > v_open then
      perform sandbox.refuse('option_refused', format('unexpected "%s" after the column list', left(words[v_at], 40)),
        'End the statement after the column list.', at => v_at);
    end if;
    v_depth := v_depth + case when kinds[v_at] <> 'o' then 0 when words[v_at] = '(' then 1 when words[v_at] = ')' then -1 else 0 end;
    if v_depth = 1 and words[v_at - 1] in ('(', ',') and kinds[v_at] = 'i' and words[v_at] = 'like' then
      perform sandbox.refuse('option_refused', 'LIKE would copy another table', 'Write out the columns.', at => v_at);
    end if;
  end loop;
  perform sandbox.check_constraints(app_id, words, kinds, v_open);
end
$$;

comment on function sandbox.check_create_table is 'Checks CREATE TABLE after its first words.';

revoke all on function sandbox.check_create_table from public, anon, authenticated, service_role;
