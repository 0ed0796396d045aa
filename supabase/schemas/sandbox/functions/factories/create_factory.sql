-- create_factory: Creates one role factory: a role that may create roles, the groups from which the two roles of its apps
-- inherit, and the one function that the factory owns. Calling it again changes nothing, even if another database of the server created the
-- roles.
-- Called by: the migration (factories.sql).
-- Security: invoker; it needs a role with CREATEROLE.
create or replace function sandbox.create_factory(factory text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group constant text := replace(factory, 'factory', 'group');
  v_code_group constant text := replace(factory, 'factory', 'code');
  v_installer constant text := replace(factory, 'factory', 'installer');
begin
  if not exists (select from pg_roles where rolname = factory) then
    execute format('create role %I nologin createrole', factory);
    execute format('create role %I nologin', v_group);
    execute format('create role %I nologin', v_code_group);
    execute format('create role %I nologin', v_installer);
    execute format('grant app_owner to %I with inherit true, set false', v_group);
    execute format('grant app_code to %I with inherit true, set false', v_code_group);
    execute format('grant %I, %I to %I with admin true, inherit false, set false', v_group, v_code_group, factory);
    execute format('grant app_installer to %I with inherit true, set false', v_installer);
    execute format('grant %I to %I with admin true, inherit true, set false', v_installer, factory);
  end if;
  execute format(
    'create or replace function sandbox.%I(task text, app_id bigint) returns void language plpgsql '
    'security definer set search_path = pg_catalog, pg_temp as %L',
    factory, 'begin execute sandbox.factory_script(task, app_id); end');
  execute format('comment on function sandbox.%I is %L', factory, 'Runs sandbox.factory_script as this factory.');
  execute format('revoke all on function sandbox.%I from public, anon, authenticated, service_role', factory);
  -- postgres borrows the factory to make it the owner of the function and to keep EXECUTE on it.
  execute format('grant %I to postgres with inherit true, set true', factory);
  execute format('alter function sandbox.%I owner to %I', factory, factory);
  execute format('grant execute on function sandbox.%I to postgres', factory);
  execute format('revoke inherit option for %I from postgres', factory);
  execute format('revoke set option for %I from postgres', factory);
end
$$;

comment on function sandbox.create_factory is 'Creates one role factory.';

revoke all on function sandbox.create_factory from public, anon, authenticated, service_role;
