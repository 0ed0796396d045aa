-- supabase/schemas/sandbox/schema.sql
-- sandbox: where SQL runs as an app. One executor per app, owned by that app's role, and the factories that make both.
-- Not exposed. Only postgres, through the definer functions of platform, may call anything here.
-- SQL functions may call each other in any order of files.
set check_function_bodies = off;

create schema if not exists sandbox;

comment on schema sandbox is 'Executors of the apps and the factories that make them. Not exposed.';

revoke all on schema sandbox from public, anon, authenticated, service_role;
grant usage, create on schema sandbox to app_installer;

-- supabase/schemas/sandbox/functions/create_factory.sql
-- create_factory: makes one role factory: a role that may create roles, the group that its apps inherit from, and the
-- one function that the factory owns. Repeating it changes nothing, also where another database of the server made the roles.
-- Called by: the migration. Security: invoker; only a role with CREATEROLE gets anywhere.
create or replace function sandbox.create_factory(factory text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group constant text := replace(factory, 'factory', 'group');
begin
  if not exists (select from pg_roles where rolname = factory) then
    execute format('create role %I nologin createrole', factory);
    execute format('create role %I nologin', v_group);
    execute format('grant app_owner to %I with inherit true, set false', v_group);
    execute format('grant %I to %I with admin true, inherit false, set false', v_group, factory);
    execute format('grant app_installer to %I with admin true, inherit true, set false', factory);
  end if;
  execute format(
    'create or replace function sandbox.%I(task text, app_id bigint) returns void language plpgsql '
    'security definer set search_path = pg_catalog, pg_temp as %L',
    factory, 'begin execute sandbox.factory_script(task, app_id); end');
  execute format('comment on function sandbox.%I is %L', factory, 'Runs sandbox.factory_script as this factory.');
  execute format('revoke all on function sandbox.%I from public, anon, authenticated, service_role', factory);
  -- postgres borrows the factory to hand the function over and to keep EXECUTE on what is then the factory's.
  execute format('grant %I to postgres with inherit true, set true', factory);
  execute format('alter function sandbox.%I owner to %I', factory, factory);
  execute format('grant execute on function sandbox.%I to postgres', factory);
  execute format('revoke inherit option for %I from postgres', factory);
  execute format('revoke set option for %I from postgres', factory);
end
$$;

comment on function sandbox.create_factory is 'Makes one role factory.';

revoke all on function sandbox.create_factory from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/factory_of.sql
-- factory_of: which role factory makes an app's role: each of the 200 has its share of the apps.
-- PostgreSQL walks a role's memberships as a list; one maker for 10,000 roles would cost 250 ms an app (docs/decisions).
-- The share may never change: only the factory that made a role may drop it.
create or replace function sandbox.factory_of(app_id bigint)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return 'app_factory_' || app_id % 200;
end
$$;

comment on function sandbox.factory_of is 'The role factory that makes and drops an app''s role.';

revoke all on function sandbox.factory_of from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/factory_script.sql
-- factory_script: the SQL that a factory runs for an app. The factories themselves only execute it, so that what they
-- do can be changed here, in one place, without touching 200 functions.
-- Tasks: create_role makes the app's role; install_executor makes or replaces its executor; drop_role drops all that
-- the role owns, executor and tables included, and the role.
-- Security: definer, because factories have no USAGE on schema platform. It only makes text.
-- Each borrows the app's role for as long as it needs it: ALTER FUNCTION … OWNER TO asks for the SET option.
create or replace function sandbox.factory_script(task text, app_id bigint)
returns text
language plpgsql
immutable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_role constant text := platform.app_role(app_id);
  v_factory constant text := sandbox.factory_of(app_id);
  v_group constant text := replace(v_factory, 'factory', 'group');
  v_borrow constant text := format('grant %I to %I with inherit true, set true;', v_role, v_factory);
  v_return constant text := format('revoke inherit option for %1$I from %2$I; revoke set option for %1$I from %2$I;', v_role, v_factory);
begin
  return case task
    when 'create_role' then
      format('create role %I nologin; grant %I to %I with inherit true, set false;', v_role, v_group, v_role)
    when 'install_executor' then
      v_borrow
      || format('grant app_installer to %I with inherit true, set false;', v_role)
      || format(
        'create or replace function sandbox.%1$I(sql text) returns bigint language plpgsql security definer '
        'set search_path = public, pg_temp as %2$L;'
        'revoke all on function sandbox.%1$I(text) from public;'
        'grant execute on function sandbox.%1$I(text) to postgres;'
        'alter function sandbox.%1$I(text) owner to %3$I;',
        v_role || '_write',
        'declare v_rows bigint; begin execute sql; get diagnostics v_rows = row_count; set constraints all immediate; return v_rows; end',
        v_role)
      || format('revoke app_installer from %I;', v_role)
      || v_return
    when 'drop_role' then
      v_borrow || format('drop owned by %1$I; drop role %1$I;', v_role)
  end;
end
$$;

comment on function sandbox.factory_script is 'The SQL that a role factory runs for an app.';

revoke all on function sandbox.factory_script from public, anon, authenticated, service_role;
grant execute on function sandbox.factory_script to app_installer;

-- supabase/schemas/sandbox/functions/run_as_app.sql
-- run_as_app: runs SQL as an app's role, in its executor: what it makes belongs to the app, and PostgreSQL itself
-- refuses it any other app's tables, SET ROLE and transaction control. Answers the last statement's row count.
-- Called by: the functions of platform that change tables. Security: invoker; executors can be executed by postgres alone.
create or replace function sandbox.run_as_app(app_id bigint, sql text)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_rows bigint;
begin
  execute format('select sandbox.%I($1)', platform.app_role(app_id) || '_write') into v_rows using sql;
  return v_rows;
end
$$;

comment on function sandbox.run_as_app is 'Runs SQL as the app''s role.';

revoke all on function sandbox.run_as_app from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run_factory.sql
-- run_factory: has an app's factory do one task of sandbox.factory_script for it.
-- Called by: create_app, repair_app and purge_app. Security: invoker; factories can be executed by postgres alone.
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

-- supabase/schemas/sandbox/factories.sql
-- The 200 role factories of this shard.
do $$
declare
  v_factory text;
begin
  for v_factory in select distinct sandbox.factory_of(n) from generate_series(1, 200) as n loop
    perform sandbox.create_factory(v_factory);
  end loop;
end
$$;
