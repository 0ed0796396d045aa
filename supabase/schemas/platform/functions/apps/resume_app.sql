-- resume_app: Lets a suspended app serve again. Also undoes a deletion, as long as the app is not purged.
-- Called by: the apps function and the platform (service_role). Returns platform.app_json.
-- Security: definer, because service_role cannot write the registry.
-- Errors: PT404 app_not_found.
create or replace function platform.resume_app(app_id bigint)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return platform.set_app_status(app_id, 'active', 'resume_app');
end
$$;

comment on function platform.resume_app is 'Lets a suspended or deleted app serve again.';

revoke all on function platform.resume_app from public, anon, authenticated, service_role;
grant execute on function platform.resume_app to service_role;
