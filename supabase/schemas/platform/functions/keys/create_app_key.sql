-- create_app_key: Registers a credential for an app's own server. The credential is a JWT, {role: app_service, app_id,
-- key_id, scopes, iat, exp, iss}, which the caller signs beforehand with the project's signing key: the shard receives only
-- its hash. Returns platform.app_key_json.
-- Called by: the keys function (service_role).
-- Security: definer, because service_role cannot write the registry.
-- Errors: PT404 app_not_found, PT409 app_not_active for a deleted app, PT409 key_exists, PT409 key_limit_reached, 22023 invalid_argument.
create or replace function platform.create_app_key(
  app_id bigint,
  scopes text[],
  expires_at timestamptz,
  name text,
  key_id uuid,
  token_hash text
)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_key platform.app_keys;
  v_limit constant integer := platform.limit_of('max_keys_per_app');
begin
  perform platform.require_valid_key_arguments(scopes, expires_at, name, key_id, token_hash);
  perform platform.lock_app(app_id);
  if v_limit <= (
    select count(*) from platform.app_keys
    where app_keys.app_id = create_app_key.app_id and app_keys.revoked_at is null and app_keys.expires_at > now()
  ) then
    raise exception 'Cannot create a key for app %: it has reached its limit of % keys', create_app_key.app_id, v_limit
      using errcode = 'PT409', detail = 'key_limit_reached', hint = 'Revoke keys that are no longer used, then try again.';
  end if;
  insert into platform.app_keys (id, app_id, name, scopes, token_hash, expires_at)
  values (key_id, app_id, name, scopes, decode(token_hash, 'hex'), expires_at)
  on conflict do nothing
  returning * into v_key;
  if not found then
    raise exception 'Cannot create key "%": its id or its token is already registered', create_app_key.key_id
      using errcode = 'PT409', detail = 'key_exists', hint = 'Sign a new token with a new key_id, then register that.';
  end if;
  perform platform.audit(app_id, 'create_app_key',
    jsonb_build_object('key_id', v_key.id, 'scopes', v_key.scopes, 'expires_at', v_key.expires_at));
  return platform.app_key_json(v_key);
end
$$;

comment on function platform.create_app_key is 'Registers a credential for an app''s own server.';

revoke all on function platform.create_app_key from public, anon, authenticated, service_role;
grant execute on function platform.create_app_key to service_role;
