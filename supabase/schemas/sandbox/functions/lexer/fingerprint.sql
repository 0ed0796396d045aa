-- fingerprint: a statement's text for the audit log: no literals, no numbers, no comments, 500 characters at most.
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

comment on function sandbox.fingerprint is 'A statement''s text without literals.';

revoke all on function sandbox.fingerprint from public, anon, authenticated, service_role;
