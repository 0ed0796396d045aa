-- setting: Returns the value of one of the shard's settings, or null if it does not exist.
create or replace function platform.setting(key text)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select settings.value from platform.settings where settings.key = setting.key
  );
end
$$;

comment on function platform.setting is 'Returns the value of a setting of this shard.';

revoke all on function platform.setting from public, anon, authenticated, service_role;
