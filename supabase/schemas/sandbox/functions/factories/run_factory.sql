-- run_factory: has an app's factory do one task of sandbox.factory_script for it.
-- Called by: provision_app, upgrade_executors, purge_app, run_in_trash and the schema jobs.
-- Security: invoker; factories can be executed by postgres alone.
create or replace function sandbox.run_factory(task text, app_id bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('select sandbox.%I($1, $2)', sandbox.factory_of(app_id)) using task, app_id;
end
$$;

comment on function sandbox.run_factory is 'Has the app''s role factory do one task.';

revoke all on function sandbox.run_factory from public, anon, authenticated, service_role;
