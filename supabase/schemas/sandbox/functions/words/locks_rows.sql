-- locks_rows: Returns whether a query locks the rows that it reads, with FOR UPDATE or FOR SHARE. PostgreSQL treats that as
-- a write.
-- Called by: check_statement.
create or replace function sandbox.locks_rows(words text[])
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from unnest(array_positions(words, 'for')) as position where words[position + 1] in ('update', 'no', 'share', 'key')
  );
end
$$;

comment on function sandbox.locks_rows is 'Returns whether a query locks the rows that it reads.';

revoke all on function sandbox.locks_rows from public, anon, authenticated, service_role;
