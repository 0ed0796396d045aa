-- jwt: Returns the claims of the caller's token as auth.jwt() does, but without user_metadata, which users write themselves; null
-- for whoever is a visitor to the app. role is what access.role says.
-- Called by: submitted SQL, functions and policies of apps, where sandbox.rewrite puts it in place of auth.jwt().
-- Security: definer, because an app's own role has no USAGE on schema auth and postgres cannot grant it.
create or replace function access.jwt(app_id bigint)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_role constant text := access.role(app_id);
begin
  return case when v_role <> 'anon' then auth.jwt() - 'user_metadata' || jsonb_build_object('role', v_role) end;
end
$$;

comment on function access.jwt(bigint) is 'Returns the claims of the caller''s token, or null for a visitor to the app.';

revoke all on function access.jwt(bigint) from public, anon, authenticated, service_role;
grant execute on function access.jwt(bigint) to anon, authenticated, service_role, app_service, app_code;
