-- find_app_key: Finds the key that a presented token is, by the token's SHA-256 in hexadecimal, and returns
-- platform.app_key_json. For edge functions that act for an app's own server: a caller that presents the whole token holds
-- the key, whatever the token's claims say.
-- Called by: edge functions (service_role).
-- Security: definer, because service_role cannot read the hashes of keys.
-- Errors: PT401 app_key_refused for a token that is not a key, and for a key that is revoked, expired or of an app that is
-- not active; the error does not say which.
create or replace function platform.find_app_key(token_hash text)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_key platform.app_keys;
begin
  select app_keys.* into v_key
  from platform.app_keys
  join platform.apps on apps.id = app_keys.app_id
  where app_keys.token_hash = decode(find_app_key.token_hash, 'hex')
    and app_keys.revoked_at is null
    and app_keys.expires_at > now()
    and apps.status = 'active';
  if not found then
    raise exception 'Cannot use the app key: it is unknown, revoked or expired, or its app is not active'
      using errcode = 'PT401', detail = 'app_key_refused', hint = 'Create a new key with POST /keys, and check that the app is active.';
  end if;
  return platform.app_key_json(v_key);
end
$$;

comment on function platform.find_app_key is 'Finds the key that a presented token is, by its hash.';

revoke all on function platform.find_app_key from public, anon, authenticated, service_role;
grant execute on function platform.find_app_key to service_role;
