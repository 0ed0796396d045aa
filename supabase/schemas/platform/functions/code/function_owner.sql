-- function_owner: Returns the role that should own a function of an app: app_57 if the app declared it SECURITY DEFINER, which its
-- settings say, and app_57_user otherwise. To PostgreSQL, both are definers.
create or replace function platform.function_owner(app_id bigint, settings text[])
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when settings @> platform.function_settings(is_definer => true) then platform.app_role(app_id)
    else platform.app_user_role(app_id) end;
end
$$;

comment on function platform.function_owner is 'Returns the role that should own a function of an app.';

revoke all on function platform.function_owner from public, anon, authenticated, service_role;
