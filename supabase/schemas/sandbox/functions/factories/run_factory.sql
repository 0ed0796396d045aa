-- run_factory: Has an app's factory run one task of factory_script for the app.
-- Called by: provision_app, upgrade_executors, purge_app, run_in_trash and the schema jobs.
-- Security: invoker; only postgres may execute the factories.
create or replace function sandbox.run_factory(task text, app_id bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('select sandbox.%I($1, $2)', sandbox.factory_of(app_id)) using task, app_id;
end
$$;

comment on function sandbox.run_factory is 'Has the role factory of an app run one task.';

revoke all on function sandbox.run_factory from public, anon, authenticated, service_role;
