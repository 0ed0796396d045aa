-- role_findings: Returns what is wrong with an app's role. It may own only the app's relations, including those in the
-- trash, its enum types and its executors; it may be a member only of its factory's group, and have no attributes. What it
-- owns is found in pg_shdepend, which is indexed by owner.
create or replace function platform.role_findings(app_id bigint)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_role constant text := platform.app_role(app_id);
  v_id constant oid := to_regrole(v_role);
  v_group constant oid := to_regrole(replace(sandbox.factory_of(app_id), 'factory', 'group'));
  v_executors constant oid[] := array(select id from sandbox.executors(app_id));
begin
  if v_id is null then
    return next (app_id, v_role, 'role_missing', 'Run repair_app.', null, true)::platform.finding;
    return;
  end if;

  return query
    select role_findings.app_id, v_role, 'role_too_powerful', 'Remove the attributes with ALTER ROLE and the memberships with REVOKE.',
      null::text, false
    from pg_catalog.pg_roles
    where pg_roles.oid = v_id
      and (
        rolsuper or rolcanlogin or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
        or exists (select from pg_catalog.pg_auth_members where member = v_id and roleid <> v_group)
      )
    union all
    select role_findings.app_id, v_role, 'role_granted',
      'Revoke the role from other roles: a member of it owns the tables, and row security does not apply to owners.', null, false
    where exists (
      select from pg_catalog.pg_auth_members
      where roleid = v_id and (member <> to_regrole(sandbox.factory_of(role_findings.app_id)) or inherit_option or set_option)
        -- begin_schema_job grants it to postgres, which could grant it to itself anyway.
        and not (member = 'postgres'::regrole and not inherit_option and exists (
          select from platform.schema_jobs where schema_jobs.app_id = role_findings.app_id and schema_jobs.status = 'running'))
    )
    union all
    select role_findings.app_id, pg_catalog.pg_describe_object(classid, objid, 0), 'foreign_object',
      'Drop the object: an app may own only tables, views, sequences and enum types with its prefix.', null, false
    from pg_catalog.pg_shdepend
    left join pg_catalog.pg_class on classid = 'pg_catalog.pg_class'::regclass and pg_class.oid = objid
    left join pg_catalog.pg_type on classid = 'pg_catalog.pg_type'::regclass and pg_type.oid = objid and typtype = 'e'
    where refclassid = 'pg_catalog.pg_authid'::regclass
      and refobjid = v_id
      and deptype = 'o'
      and dbid = (select oid from pg_catalog.pg_database where datname = current_database())
      and not (classid = 'pg_catalog.pg_proc'::regclass and objid = any (v_executors))
      and (
        coalesce(relnamespace, typnamespace) in ('public'::regnamespace, 'trash'::regnamespace)
        and starts_with(coalesce(relname, typname), v_role || '_')
      ) is not true;
end
$$;

comment on function platform.role_findings is 'Returns what is wrong with an app''s role and what it owns.';

revoke all on function platform.role_findings from public, anon, authenticated, service_role;
