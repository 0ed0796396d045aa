-- register_app: Inserts the registry row of a new app, with the given id or the next free one. Returns null if an app with
-- this idempotency key exists.
-- Called by: create_app, repair_app.
-- Errors: PT409 app_exists, PT503 shard_closed.
create or replace function platform.register_app(
  name text,
  app_id bigint,
  signup text,
  idempotency_key text default null,
  idempotency_digest text default null
)
returns platform.apps
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_app platform.apps;
  v_shard platform.shards;
begin
  select * into v_shard from platform.shards where is_local;
  loop
    if exists (select from platform.apps where apps.idempotency_key = register_app.idempotency_key) then
      return null;
    elsif v_shard.status is distinct from 'open' then
      raise exception 'Cannot create app "%": the shard takes no new apps', register_app.name
        using errcode = 'PT503', detail = 'shard_closed', hint = 'Use another shard, or set the status of this one to open.';
    end if;
    insert into platform.apps (id, shard_id, name, signup, idempotency_key, idempotency_digest)
    values (
      coalesce(register_app.app_id, nextval(pg_get_serial_sequence('platform.apps', 'id'))),
      v_shard.id, register_app.name, register_app.signup, register_app.idempotency_key, register_app.idempotency_digest)
    on conflict do nothing
    returning * into v_app;
    if found then
      return v_app;
    elsif exists (select from platform.apps where apps.id = register_app.app_id)
      and not exists (select from platform.apps where apps.idempotency_key = register_app.idempotency_key) then
      raise exception 'Cannot create app %: the id is taken', register_app.app_id
        using errcode = 'PT409', detail = 'app_exists', hint = 'Choose another id, or omit it to get the next free one.';
    end if;
    -- The key was used meanwhile, or the sequence returned an id that a caller had chosen before: try again.
  end loop;
end
$$;

comment on function platform.register_app is 'Inserts the registry row of a new app.';

revoke all on function platform.register_app from public, anon, authenticated, service_role;
