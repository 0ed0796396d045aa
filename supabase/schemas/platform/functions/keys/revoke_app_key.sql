-- revoke_app_key: Refuses a key from its next statement on. This is final: the app needs a new key instead. Revoking a key
-- again changes nothing; a key of a suspended or deleted app can be revoked as well. Returns platform.app_key_json.
-- Called by: the keys function (service_role).
-- Security: definer, because service_role cannot write the registry.
-- Errors: PT404 key_not_found.
create or replace function platform.revoke_app_key(key_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_key platform.app_keys;
begin
  update platform.app_keys set revoked_at = now()
  where app_keys.id = revoke_app_key.key_id and app_keys.revoked_at is null
  returning * into v_key;
  if found then
    perform platform.audit(v_key.app_id, 'revoke_app_key', jsonb_build_object('key_id', v_key.id));
    return platform.app_key_json(v_key);
  end if;
  select * into v_key from platform.app_keys where app_keys.id = revoke_app_key.key_id;
  if not found then
    raise exception 'Cannot revoke key "%": there is no such key', revoke_app_key.key_id
      using errcode = 'PT404', detail = 'key_not_found', hint = 'Check the key_id; list_app_keys lists the keys of an app.';
  end if;
  return platform.app_key_json(v_key);
end
$$;

comment on function platform.revoke_app_key is 'Refuses a key from its next statement on.';

revoke all on function platform.revoke_app_key from public, anon, authenticated, service_role;
grant execute on function platform.revoke_app_key to service_role;
