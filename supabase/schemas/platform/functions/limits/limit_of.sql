-- limit_of: Returns a limit from the settings of this shard; 0, which allows nothing, where the setting is missing or not a whole
-- number, so that a mistake in a setting never lifts a limit.
create or replace function platform.limit_of(key text)
returns bigint
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_value constant text := (select settings.value #>> '{}' from platform.settings where settings.key = limit_of.key);
begin
  return case when v_value ~ '^[0-9]{1,15}$' then v_value::bigint else 0 end;
end
$$;

comment on function platform.limit_of is 'Returns a limit from the settings of this shard, or 0.';

revoke all on function platform.limit_of from public, anon, authenticated, service_role;
