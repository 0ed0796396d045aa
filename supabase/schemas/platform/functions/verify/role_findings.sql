-- role_findings: Returns what is wrong with an app's two roles. They may own only the app's relations, including those in the
-- trash, its enum types, its functions (see function_findings) and its executors; each may be a member only of its factory's
-- group, and the first of the second; they have no attributes, and no privileges beyond the app (see privilege_findings). What they own
-- is found in pg_shdepend, which is indexed by owner.
create or replace function platform.role_findings(app_id bigint)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_factory constant text := sandbox.factory_of(app_id);
  v_role constant text := platform.app_role(app_id);
  v_user_role constant text := platform.app_user_role(app_id);
  v_ids constant oid[] := array[to_regrole(v_role)::oid, to_regrole(v_user_role)::oid];
  -- For each role, what it is a member of, and who besides its factory is a member of it.
  v_groups constant jsonb := jsonb_build_object(
    v_role, jsonb_build_array(replace(v_factory, 'factory', 'group'), v_user_role),
    v_user_role, jsonb_build_array(replace(v_factory, 'factory', 'code')));
  v_executors constant oid[] := array(select id from sandbox.executors(app_id));
begin
  return query
    select role_findings.app_id, case position when 1 then v_role else v_user_role end, 'role_missing', 'Run repair_app.',
      null::text, true
    from generate_subscripts(v_ids, 1) as position where v_ids[position] is null
    union all
    select role_findings.app_id, rolname::text, 'role_too_powerful',
      'Remove the attributes with ALTER ROLE and the memberships with REVOKE.', null, false
    from pg_catalog.pg_roles
    where pg_roles.oid = any (v_ids)
      and (
        rolsuper or rolcanlogin or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
        or exists (
          select from pg_catalog.pg_auth_members
          where member = pg_roles.oid and not (v_groups -> rolname::text) ? pg_catalog.pg_get_userbyid(roleid)::text)
      )
    union all
    select role_findings.app_id, pg_catalog.pg_get_userbyid(roleid)::text, 'role_granted',
      'Revoke the role from other roles: a member of it owns the tables, and row security does not apply to owners.', null, false
    from pg_catalog.pg_auth_members
    where roleid = any (v_ids)
      and (member <> to_regrole(v_factory) or inherit_option or set_option)
      and (roleid, member) is distinct from (v_ids[2], v_ids[1])
      -- begin_schema_job grants it to postgres, which could grant it to itself anyway.
      and not (roleid = v_ids[1] and member = 'postgres'::regrole and not inherit_option and exists (
        select from platform.schema_jobs where schema_jobs.app_id = role_findings.app_id and schema_jobs.status = 'running'))
    union all
    select role_findings.app_id, pg_catalog.pg_describe_object(classid, objid, 0), 'foreign_object',
      'Drop the object: an app may own only tables, views, sequences, enum types and functions with its prefix.', null, false
    from pg_catalog.pg_shdepend
    left join pg_catalog.pg_class on classid = 'pg_catalog.pg_class'::regclass and pg_class.oid = objid
    left join pg_catalog.pg_type on classid = 'pg_catalog.pg_type'::regclass and pg_type.oid = objid and typtype = 'e'
    left join pg_catalog.pg_proc on classid = 'pg_catalog.pg_proc'::regclass and pg_proc.oid = objid
    where refclassid = 'pg_catalog.pg_authid'::regclass
      and refobjid = any (v_ids)
      and deptype = 'o'
      and dbid = (select oid from pg_catalog.pg_database where datname = current_database())
      and not (classid = 'pg_catalog.pg_proc'::regclass and objid = any (v_executors))
      and (
        starts_with(coalesce(relname, typname, proname), v_role || '_')
        and (coalesce(relnamespace, typnamespace) in ('public'::regnamespace, 'trash'::regnamespace)
          or pronamespace in ('code'::regnamespace, 'public'::regnamespace))
      ) is not true;
  return query select * from platform.privilege_findings(app_id);
end
$$;

comment on function platform.role_findings is 'Returns what is wrong with an app''s role and what it owns.';

revoke all on function platform.role_findings from public, anon, authenticated, service_role;
