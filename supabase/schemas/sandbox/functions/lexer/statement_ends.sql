-- statement_ends: Returns where the statements of some SQL end: the positions of the semicolons, then the position after
-- the last token. It limits the number of statements and their nesting before PostgreSQL parses them.
-- Called by: read_sql, read_code, refusals and failed_at.
-- Errors: 54000 too_many_statements, 54001 too_deep.
create or replace function sandbox.statement_ends(kinds "char"[], words text[])
returns integer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_max_statements constant bigint := platform.limit_of('sql_max_statements');
  v_max_depth constant bigint := platform.limit_of('sql_max_depth');
  v_ends integer[];
  v_statements integer;
  v_depth bigint;
  v_deepest integer;
begin
  select array_agg(bracket.position::integer) filter (where bracket.word = ';'), max(bracket.depth),
    min(bracket.position) filter (where bracket.depth > v_max_depth)
  into v_ends, v_depth, v_deepest
  from (
    select token.word, token.position,
      sum(case when token.word in ('(', '[') then 1 when token.word in (')', ']') then -1 else 0 end)
        over (order by token.position) as depth
    from unnest(kinds, words) with ordinality as token (kind, word, position)
    where token.kind = 'o' and token.word in ('(', ')', '[', ']', ';')
  ) as bracket;
  v_ends := coalesce(v_ends, '{}');
  -- What follows the last ; is a statement, too.
  v_statements := cardinality(v_ends) + (v_ends[cardinality(v_ends)] is distinct from cardinality(words))::integer;
  if v_statements > v_max_statements then
    perform sandbox.refuse('too_many_statements',
      format('it has more than %s statements', v_max_statements), 'Send it in several calls.', '54000',
      v_ends[v_max_statements] + 1);
  elsif v_depth > v_max_depth then
    perform sandbox.refuse('too_deep', format('its brackets are nested more than %s deep', v_max_depth), 'Reduce the nesting.', '54001',
      v_deepest);
  end if;
  return v_ends || (cardinality(words) + 1);
end
$$;

comment on function sandbox.statement_ends is 'Returns the positions at which the statements of some SQL end.';

revoke all on function sandbox.statement_ends from public, anon, authenticated, service_role;
