-- app_json: Returns an app in the form that the control functions return:
-- {id, name, status, status_reason, signup, shard, created_at, deleted_at, tables: {todos: "app_57_todos"}}.
create or replace function platform.app_json(app platform.apps)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return jsonb_build_object(
    'id', app.id,
    'name', app.name,
    'status', app.status,
    'status_reason', app.status_reason,
    'signup', app.signup,
    'shard', (select shards.name from platform.shards where shards.id = app.shard_id),
    'created_at', app.created_at,
    'deleted_at', app.deleted_at,
    'tables', (
      select coalesce(jsonb_object_agg(app_tables.name, platform.app_object(app_tables.app_id, app_tables.name)), '{}')
      from platform.app_tables where app_tables.app_id = app.id
    )
  );
end
$$;

comment on function platform.app_json is 'Returns an app in the form that the control functions return.';

revoke all on function platform.app_json from public, anon, authenticated, service_role;
