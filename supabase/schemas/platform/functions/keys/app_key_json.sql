-- app_key_json: Returns a key of an app in the form that the control functions return: never the token, never its hash.
create or replace function platform.app_key_json(app_key platform.app_keys)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return jsonb_build_object(
    'key_id', app_key.id,
    'app_id', app_key.app_id,
    'name', app_key.name,
    'scopes', to_jsonb(app_key.scopes),
    'created_at', app_key.created_at,
    'expires_at', app_key.expires_at,
    'revoked_at', app_key.revoked_at
  );
end
$$;

comment on function platform.app_key_json is 'Returns a key of an app in the form that the control functions return.';

revoke all on function platform.app_key_json from public, anon, authenticated, service_role;
