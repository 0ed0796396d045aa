-- read_sql_body: Checks the body of a SQL function, one or more queries and changes of rows, and returns its rewritten text. If it calls
-- functions of the app, which may call it again, the sizes of the given arguments are checked first.
-- Called by: read_code.
-- Errors: those of statement_ends, check_query_start, check_query, check_accounts and check_names.
create or replace function sandbox.read_sql_body(
  app_id bigint,
  kinds "char"[],
  texts text[],
  words text[],
  names text[],
  arguments text[]
)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_from integer := 1;
  v_end integer;
  v_sizes text;
begin
  perform sandbox.check_names(app_id, kinds, names);
  while v_from <= cardinality(words) loop
    v_end := sandbox.code_end(kinds || 'o'::"char", words || '{;}'::text[], v_from, '{;}');
    if v_end > v_from then
      perform sandbox.check_query_start(words, v_from);
      perform sandbox.check_query(words[v_from:v_end - 1], kinds[v_from:v_end - 1], v_from - 1);
      perform sandbox.check_accounts(app_id, words[v_from:v_end - 1], 'body', v_from - 1);
    end if;
    v_from := v_end + 1;
  end loop;
  if exists (select from sandbox.own_calls(app_id, words)) then
    select string_agg(format('select access.require_memory(pg_column_size(%s));', argument), '') into v_sizes
    from unnest(arguments) as argument;
  end if;
  return concat(v_sizes, array_to_string(sandbox.rewritten_texts(app_id, kinds, texts, words), ''));
end
$$;

comment on function sandbox.read_sql_body is 'Checks the body of a SQL function and returns its rewritten text.';

revoke all on function sandbox.read_sql_body from public, anon, authenticated, service_role;
