-- sql_actor: Returns who acts in a call of exec_sql that the sql function makes for an app key: app_key:<id> for
-- {"app_key": id}; null if no actor is given. A key of another app is rejected.
-- Errors: 22023 invalid_argument.
create or replace function platform.sql_actor(app_id bigint, actor jsonb)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if actor is null then
    return null;
  end if;
  if jsonb_typeof(actor) <> 'object' or actor - 'app_key' <> '{}' or actor ->> 'app_key' !~ '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    or not exists (
      select from platform.app_keys where app_keys.id = (actor ->> 'app_key')::uuid and app_keys.app_id = sql_actor.app_id
    ) then
    perform sandbox.refuse('invalid_argument', 'the actor is not a key of the app',
      'Pass {"app_key": "<key_id>"}, or omit the actor.', '22023');
  end if;
  return 'app_key:' || (actor ->> 'app_key');
end
$$;

comment on function platform.sql_actor is 'Returns who acts in a call of exec_sql.';

revoke all on function platform.sql_actor from public, anon, authenticated, service_role;
