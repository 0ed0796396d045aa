-- sql_actor: who acts in a call of exec_sql that the function sql makes for an app key: {"app_key": id} becomes app_key:<id>; null
-- where nobody is named. A key of another app is nobody.
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
    perform sandbox.refuse('invalid_argument', 'the actor is no key of the app', 'Pass {"app_key": the key_id}, or nobody.', '22023');
  end if;
  return 'app_key:' || (actor ->> 'app_key');
end
$$;

comment on function platform.sql_actor is 'Who acts in a call of exec_sql.';

revoke all on function platform.sql_actor from public, anon, authenticated, service_role;
