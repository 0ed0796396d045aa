-- protect_first: Returns the SQL that runs before a statement that enables row security or creates a policy: from then on, the
-- table has row security and no default policy, which would let members read it. The catalog itself remembers that the app's
-- owner wanted it protected, whatever is dropped, renamed or refused later (see infer_scope).
-- at is the position of the table's name.
-- Called by: rewrite_ddl.
create or replace function sandbox.protect_first(words text[], at integer)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format('alter table if exists public.%1$I enable row level security; drop policy if exists default_owner_only on public.%1$I; '
    'drop policy if exists default_members_only on public.%1$I; ', words[sandbox.skip_words(words, at, '{public,.}')]);
end
$$;

comment on function sandbox.protect_first is 'Returns the SQL that closes a table before a statement that asks for protection.';

revoke all on function sandbox.protect_first from public, anon, authenticated, service_role;
