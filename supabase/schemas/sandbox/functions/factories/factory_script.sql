-- factory_script: Returns the SQL that a factory runs for an app. The factories only execute it, so that what they do can
-- be changed here without touching 200 functions. Tasks:
--   create_role                       creates the app's two roles; the first may do what the second may, and own objects in its name
--   create_user_role                  creates only the second
--   install_executors                 creates or replaces its executors
--   lend_schemas, take_schemas_back   let both roles create relations in schema trash and functions in schema code in between: the
--                                     first role inherits what the second is given
--   grant_role, revoke_role           let postgres act as the role, for what cannot run within a function
--   drop_role                         drops the roles and all that they own: executors, functions and tables
-- A task that needs the rights of the app's role borrows it: ALTER FUNCTION … OWNER TO requires the SET option.
-- Called by: the factories, through run_factory.
-- Security: definer, because factories have no USAGE on schema platform. It only returns text.
create or replace function sandbox.factory_script(task text, app_id bigint)
returns text
language plpgsql
immutable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_role constant text := platform.app_role(app_id);
  v_user_role constant text := platform.app_user_role(app_id);
  v_factory constant text := sandbox.factory_of(app_id);
  v_group constant text := replace(v_factory, 'factory', 'group');
  v_code_group constant text := replace(v_factory, 'factory', 'code');
  -- Each factory has one, because PostgreSQL lets only one transaction at a time change who is a member of a role.
  v_installer constant text := replace(v_factory, 'factory', 'installer');
  v_user_script constant text := format(
    'create role %1$I nologin; grant %2$I to %1$I with inherit true, set false; grant %1$I to %3$I with inherit true, set true;',
    v_user_role, v_code_group, v_role);
  v_borrow constant text := format('grant %I to %I with inherit true, set true;', v_role, v_factory);
  v_return constant text := format('revoke inherit option for %1$I from %2$I; revoke set option for %1$I from %2$I;', v_role, v_factory);
begin
  return case task
    when 'create_role' then
      format('create role %1$I nologin; grant %2$I to %1$I with inherit true, set false;', v_role, v_group) || v_user_script
    when 'create_user_role' then v_user_script
    when 'install_executors' then
      v_borrow
      || format('grant %I to %I with inherit true, set false;', v_installer, v_role)
      || (
        select string_agg(format(
          'create or replace function %1$s returns %2$s language plpgsql %3$s security definer '
          'set search_path = public, extensions, pg_temp set standard_conforming_strings = on as %4$L;'
          'revoke all on function %1$s from public;'
          'grant execute on function %1$s to postgres;'
          'alter function %1$s owner to %5$I;',
          format('sandbox.%I(%s)', v_role || executor.suffix, executor.arguments),
          executor.answer, executor.volatility, executor.body, v_role), '')
        from sandbox.executor_bodies() as executor
      )
      || format('revoke %I from %I;', v_installer, v_role)
      || v_return
    when 'lend_schemas' then format('grant %I to %I with inherit true, set false;', v_installer, v_user_role)
    when 'take_schemas_back' then format('revoke %I from %I;', v_installer, v_user_role)
    when 'grant_role' then format('grant %I to postgres with inherit false, set true;', v_role)
    when 'revoke_role' then format('revoke %I from postgres;', v_role)
    when 'drop_role' then
      v_borrow || format('grant %1$I to %2$I with inherit true, set true;', v_user_role, v_factory)
        || format('drop owned by %1$I, %2$I; drop role %2$I, %1$I;', v_role, v_user_role)
  end;
end
$$;

comment on function sandbox.factory_script is 'Returns the SQL that a role factory runs for an app.';

revoke all on function sandbox.factory_script from public, anon, authenticated, service_role;
grant execute on function sandbox.factory_script to app_installer;
