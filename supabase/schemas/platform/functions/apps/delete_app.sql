-- delete_app: Makes an app unreachable at once. Its tables, role and rows remain until purge_app, so that resume_app can
-- undo a mistake.
-- Called by: the apps function and the platform (service_role). Returns platform.app_json.
-- Security: definer, because service_role cannot write the registry.
-- Errors: PT404 app_not_found.
create or replace function platform.delete_app(app_id bigint)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return platform.set_app_status(app_id, 'deleted', 'delete_app');
end
$$;

comment on function platform.delete_app is 'Makes an app unreachable until it is resumed or purged.';

revoke all on function platform.delete_app from public, anon, authenticated, service_role;
grant execute on function platform.delete_app to service_role;
