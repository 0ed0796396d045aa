-- reserved_triggers: Returns the pattern of the trigger names that belong to the platform. An app can neither create, rename, disable nor
-- drop them, nor take them.
-- shared/sql_guard/reserved_triggers.ts is generated from it, for the parse-tree wall.
create or replace function platform.reserved_triggers()
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return '^(keep_created_at|keep_timestamps|set_updated_at|keep_owner(_after)?|CHECK_.*)$';
end
$$;

comment on function platform.reserved_triggers is 'Returns the pattern of the trigger names that belong to the platform.';

revoke all on function platform.reserved_triggers from public, anon, authenticated, service_role;
