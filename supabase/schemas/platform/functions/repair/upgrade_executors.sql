-- upgrade_executors: Installs the executors of this release in every app of the shard whose own are missing or outdated, and creates
-- the second role of an app that an earlier release created without one; repair_app then brings its tables up to date.
-- Called by: the last migration of a release, and DBAs. Returns how many apps were upgraded.
create or replace function platform.upgrade_executors()
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_app_id bigint;
  v_count integer := 0;
begin
  for v_app_id in
    select apps.id from platform.apps
    where exists (select from platform.executor_findings(apps.id)) or to_regrole(platform.app_user_role(apps.id)) is null
    order by apps.id
  loop
    if to_regrole(platform.app_user_role(v_app_id)) is null then
      perform sandbox.run_factory('create_user_role', v_app_id);
    end if;
    perform sandbox.run_factory('install_executors', v_app_id);
    v_count := v_count + 1;
  end loop;
  return v_count;
end
$$;

comment on function platform.upgrade_executors is 'Installs the executors of this release in every app.';

revoke all on function platform.upgrade_executors from public, anon, authenticated, service_role;
