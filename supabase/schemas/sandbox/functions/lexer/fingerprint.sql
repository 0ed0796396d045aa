-- fingerprint: Returns a statement without literals, numbers and comments, for the audit log. At most 500 characters long.
-- Called by: check_statement and platform.record_refusal.
create or replace function sandbox.fingerprint(kinds "char"[], words text[])
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return left((
    select string_agg(
      case when token.kind in ('l', 'n') then '?' when token.kind = 'q' then '"' || token.word || '"' else token.word end,
      ' ' order by token.position)
    from unnest(kinds[:500], words[:500]) with ordinality as token (kind, word, position)
  ), 500);
end
$$;

comment on function sandbox.fingerprint is 'Returns a statement without its literals, for the audit log.';

revoke all on function sandbox.fingerprint from public, anon, authenticated, service_role;
