-- check_explain: Checks EXPLAIN [(options)] of a statement that reads or writes. ANALYZE runs the statement, so it is
-- allowed only for SELECT.
-- Called by: check_statement.
-- Errors: 42501 option_refused, into_refused.
create or replace function sandbox.check_explain(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer := at;
  v_analyzes boolean := false;
begin
  if words[v_at] = '(' then
    v_at := coalesce(array_position(words, ')', v_at), cardinality(words)) + 1;
  else
    while words[v_at] in ('analyze', 'analyse', 'verbose') loop
      v_at := v_at + 1;
    end loop;
  end if;
  v_analyzes := words[at:v_at - 1] && '{analyze,analyse}';
  if coalesce(words[v_at], '') not in ('select', 'values', 'with', 'insert', 'update', 'delete', '(')
    or (v_analyzes and (words[v_at] <> 'select' or words && '{insert,update,delete,merge}')) then
    perform sandbox.refuse('option_refused', 'EXPLAIN accepts only a query, and EXPLAIN ANALYZE only a SELECT',
      'Explain a query, without ANALYZE unless it is a SELECT.', at => at);
  end if;
  perform sandbox.check_query(words, kinds);
end
$$;

comment on function sandbox.check_explain is 'Checks EXPLAIN after its first word.';

revoke all on function sandbox.check_explain from public, anon, authenticated, service_role;
