-- runs_own_code: Returns whether changing rows of an app, or of one of its tables, runs functions of the app: in a trigger, a check or a
-- default. The sign-up code does not count: its trigger is on a view in schema sandbox.
-- Called by: what changes rows of an app in a session that has no time limit, such as Auth's.
create or replace function platform.runs_own_code(app_id bigint, relation oid default null)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select
    from pg_catalog.pg_proc
    join pg_catalog.pg_depend on refclassid = 'pg_proc'::regclass and refobjid = pg_proc.oid
    left join pg_catalog.pg_trigger on classid = 'pg_trigger'::regclass and pg_trigger.oid = objid
    left join pg_catalog.pg_constraint on classid = 'pg_constraint'::regclass and pg_constraint.oid = objid
    left join pg_catalog.pg_attrdef on classid = 'pg_attrdef'::regclass and pg_attrdef.oid = objid
    join pg_catalog.pg_class on pg_class.oid = coalesce(tgrelid, conrelid, adrelid)
    -- The character after _ is `.
    where proname >= platform.app_object(app_id, '')::name and proname < (platform.app_role(app_id) || '`')::name
      and relnamespace = 'public'::regnamespace
      and (runs_own_code.relation is null or pg_class.oid = runs_own_code.relation));
end
$$;

comment on function platform.runs_own_code is 'Returns whether changing rows of an app runs functions of the app.';

revoke all on function platform.runs_own_code from public, anon, authenticated, service_role;
