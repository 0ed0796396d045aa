-- statement_at: Returns the number of the statement at a position of SQL that cannot be read as a whole. Empty statements do
-- not count. 1 if what comes before cannot be read either.
-- Called by: refusals.
create or replace function sandbox.statement_at(sql text, "position" integer)
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_tokens sandbox.tokens;
begin
  v_tokens := sandbox.classify(sandbox.lex(left(sql, position - 1)));
  return 1 + (
    select count(*) from unnest(v_tokens.kinds, v_tokens.words) with ordinality as token (kind, word, at)
    where token.kind = 'o' and token.word = ';' and v_tokens.words[token.at - 1] is distinct from ';' and token.at > 1
  );
exception when others then
  return 1;
end
$$;

comment on function sandbox.statement_at is 'Returns the number of the statement at a position of some SQL.';

revoke all on function sandbox.statement_at from public, anon, authenticated, service_role;
