-- create_app: Creates an app: its registry row, role, executors and profile table, and the tables of the given specs. All or
-- nothing. Repeating a call with the same idempotency key returns the app that the first call created.
-- Called by: the apps function and the platform (service_role). Returns platform.app_json, and
-- warnings, [text], if the tables give any.
-- Security: definer, because callers cannot create roles.
-- Errors: 22023 invalid_argument or the reason of a spec's problem, PT409 app_exists, PT409 idempotency_key_reused,
-- PT409 table_limit_reached, PT503 shard_full, PT503 shard_closed.
create or replace function platform.create_app(
  name text,
  app_id bigint default null,
  signup text default 'open',
  idempotency_key text default null,
  tables jsonb default '[]'
)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  -- Clients that send every argument send null for one that is omitted.
  v_tables constant jsonb := coalesce(tables, '[]');
  v_digest constant text := md5(jsonb_build_object('name', name, 'signup', signup, 'tables', v_tables)::text);
  v_app platform.apps;
  v_result jsonb;
begin
  perform platform.require_valid_app_arguments(coalesce(name, ''), app_id, coalesce(signup, ''), idempotency_key);
  if v_tables <> '[]' then
    perform platform.require_valid_schema(null, jsonb_build_object('tables', v_tables));
  end if;

  v_app := platform.register_app(name, app_id, signup, idempotency_key, v_digest);
  if v_app.id is null then
    select * into v_app from platform.apps where apps.idempotency_key = create_app.idempotency_key;
    if v_app.idempotency_digest <> v_digest or v_app.id <> create_app.app_id then
      raise exception 'Cannot create app "%": the idempotency key was used for a different app', create_app.name
        using errcode = 'PT409', detail = 'idempotency_key_reused', hint = 'Use a new idempotency key for a new app.';
    end if;
    return platform.app_json(v_app);
  end if;

  perform platform.provision_app(v_app.id);
  perform platform.require_sound_app(v_app.id, array(select finding from platform.verify_app(v_app.id) as finding));
  perform platform.audit(v_app.id, 'create_app',
    jsonb_build_object('name', name, 'tables', jsonb_path_query_array(v_tables, '$[*].name')));
  v_result := platform.change_schema(v_app.id, 'create_app', (
    -- In a new app nothing was called otherwise before.
    select coalesce(jsonb_agg(item - 'renamed_from' order by position), '[]')
    from jsonb_array_elements(v_tables) with ordinality as element (item, position)));
  perform platform.reserve_capacity(1, 1);
  return platform.app_json(v_app) || platform.change_warnings(v_result);
end
$$;

comment on function platform.create_app is 'Creates an app with its role, executors, profile table and the tables of the given specs.';

revoke all on function platform.create_app from public, anon, authenticated, service_role;
grant execute on function platform.create_app to service_role;
