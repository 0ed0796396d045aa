-- asks_for_row_security: Returns whether ALTER TABLE enables or forces row-level security.
-- Called by: rewrite_ddl and warnings.
create or replace function sandbox.asks_for_row_security(words text[], forced boolean default false)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from unnest(array_positions(words, 'row')) as position
    where words[position + 1:position + 2] = '{level,security}'
      and (words[position - 1] = 'force' or (words[position - 1] = 'enable' and not forced)));
end
$$;

comment on function sandbox.asks_for_row_security is 'Returns whether ALTER TABLE enables or forces row-level security.';

revoke all on function sandbox.asks_for_row_security from public, anon, authenticated, service_role;
