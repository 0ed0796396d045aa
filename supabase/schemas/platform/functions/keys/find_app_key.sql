-- find_app_key: which key a presented token is, by the SHA-256 of the token in hexadecimal: platform.app_key_json. For edge
-- functions that act for an app's own server side: who presents the whole token holds the key, whatever its claims say.
-- Called by: edge functions (service_role).
-- Security: definer, because service_role cannot read the hashes of keys.
-- Errors: PT401 app_key_refused for a token that is no key, and for a revoked or expired one or one of an app that is not active;
-- which of these is not told.
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
    raise exception 'The app key is not accepted'
      using errcode = 'PT401', detail = 'app_key_refused', hint = 'Create a new key with POST /keys, and check that the app is active.';
  end if;
  return platform.app_key_json(v_key);
end
$$;

comment on function platform.find_app_key is 'Which key a presented token is, by its hash.';

revoke all on function platform.find_app_key from public, anon, authenticated, service_role;
grant execute on function platform.find_app_key to service_role;
