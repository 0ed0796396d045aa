-- has_app_key: Returns whether the request carries a key of an active app that is valid now and has the scope (read or
-- write). The token names the app and the key, and the Data API has verified its signature; the key is looked up here in
-- every statement, so that a revoked key is refused at once.
-- Called by: access.can_access, access.can_write, access.role and access.enter_code, for requests without a user.
-- Security: definer, because keys cannot read the registry.
create or replace function access.has_app_key(app_id bigint, scope text)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_claims constant jsonb := auth.jwt();
begin
  if (v_claims ->> 'role' = 'app_service' and v_claims ->> 'app_id' = has_app_key.app_id::text) is not true then
    return false;
  end if;
  return exists (
    select from platform.app_keys
    join platform.apps on apps.id = app_keys.app_id
    where app_keys.id = (v_claims ->> 'key_id')::uuid
      and app_keys.app_id = has_app_key.app_id
      and has_app_key.scope = any (app_keys.scopes)
      and app_keys.revoked_at is null
      and app_keys.expires_at > now()
      and apps.status = 'active'
  );
end
$$;

comment on function access.has_app_key is 'Returns whether the request carries a valid key of the active app that has the scope.';

revoke all on function access.has_app_key from public, anon, authenticated, service_role;
