-- fingerprint: a statement's text for the audit log: no literals, no numbers, no comments, 500 characters at most.
create or replace function sandbox.fingerprint(tokens sandbox.token[])
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select left(string_agg(case when kind in ('l', 'n') then '?' else text end, ' ' order by position), 500)
    from unnest(tokens) with ordinality as token (kind, text, word, position)
    where kind <> 's'
  );
end
$$;

comment on function sandbox.fingerprint is 'A statement''s text without literals.';

revoke all on function sandbox.fingerprint from public, anon, authenticated, service_role;
