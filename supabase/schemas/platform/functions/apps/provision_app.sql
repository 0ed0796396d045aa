-- provision_app: Creates an app's roles, executors and profile table, wherever one is missing.
-- Called by: create_app, for a new app, and repair_app. Returns the steps that it took, one string each; {} if nothing was missing.
create or replace function platform.provision_app(app_id bigint)
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_role constant text := platform.app_role(app_id);
  v_user_role constant text := platform.app_user_role(app_id);
  v_users constant text := platform.app_object(app_id, 'users');
  v_steps text[] := '{}';
begin
  if to_regrole(v_role) is null then
    perform sandbox.run_factory('create_role', app_id);
    v_steps := v_steps || format('created role %s', v_role);
  end if;
  if to_regrole(v_user_role) is null then
    perform sandbox.run_factory('create_user_role', app_id);
    v_steps := v_steps || format('created role %s', v_user_role);
  end if;
  if exists (select from platform.executor_findings(app_id)) then
    perform sandbox.run_factory('install_executors', app_id);
    v_steps := v_steps || format('installed executors of %s', v_role);
  end if;
  if to_regclass('public.' || v_users) is null then
    perform sandbox.run_as_app(app_id, platform.profile_ddl(app_id) || platform.protection_ddl(app_id, 'users', 'profile'));
    v_steps := v_steps || format('created table %s', v_users);
  end if;
  insert into platform.app_tables (app_id, name, scope, display_name)
  values (app_id, 'users', 'profile', 'Users') on conflict do nothing;
  if found and v_steps = '{}' then
    v_steps := v_steps || format('registered table %s', v_users);
  end if;
  return v_steps;
end
$$;

comment on function platform.provision_app is 'Creates an app''s role, executors and profile table, wherever one is missing.';

revoke all on function platform.provision_app from public, anon, authenticated, service_role;
