-- privilege_findings: Returns the privileges that the roles of apps have beyond their app, and those that requests have on schemas that
-- are not exposed: an app's two roles have privileges only on what the app owns, and the roles that all apps share only on schemas, and
-- on functions of access and the factories. Dependencies on roles are recorded in pg_shdepend, which is indexed by role.
-- With app_id, only the app's two roles are examined.
-- Called by: role_findings for an app, shard_findings for the roles that all apps share.
create or replace function platform.privilege_findings(app_id bigint default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_own constant oid[] := array[to_regrole(platform.app_role(app_id))::oid, to_regrole(platform.app_user_role(app_id))::oid];
  v_roles constant oid[] := case when app_id is not null then v_own else array(
    select oid from pg_catalog.pg_roles where rolname ~ '^app_(?:code|owner|installer|group|factory)(?:_[0-9]+)?$') end;
begin
  return query
    select privilege_findings.app_id, format('%s: %s', pg_catalog.pg_get_userbyid(refobjid),
        pg_catalog.pg_describe_object(classid, objid, objsubid)), 'privilege_beyond_app', 'Revoke the privilege.', null::text, false
    from pg_catalog.pg_shdepend
    left join pg_catalog.pg_class on classid = 'pg_catalog.pg_class'::regclass and pg_class.oid = objid
    left join pg_catalog.pg_proc on classid = 'pg_catalog.pg_proc'::regclass and pg_proc.oid = objid
    where refclassid = 'pg_catalog.pg_authid'::regclass and refobjid = any (v_roles) and deptype = 'a'
      and dbid = (select oid from pg_catalog.pg_database where datname = current_database())
      and not (case when privilege_findings.app_id is not null then coalesce(coalesce(relowner, proowner) = any (v_own), false)
        else coalesce(
          classid = 'pg_catalog.pg_namespace'::regclass
            and objid = any ('{public,extensions,access,code,sandbox,trash,data_api}'::regnamespace[])
          or pronamespace = 'access'::regnamespace
          or pronamespace = 'sandbox'::regnamespace and proname ~ '^(?:factory_script|app_factory_)', false) end);
  if app_id is null then
    return query
      select null::bigint, format('%s: schema %s', role.name, pg_namespace.nspname), 'privilege_beyond_app', 'Revoke the privilege.',
        null::text, false
      from pg_catalog.pg_namespace
      cross join unnest('{anon,authenticated,app_service,service_role}'::text[]) as role (name)
      where (nspname in ('access', 'sandbox', 'trash') and has_schema_privilege(role.name, pg_namespace.oid, 'usage, create'))
        or nspname in ('platform', 'data_api') and has_schema_privilege(role.name, pg_namespace.oid, 'create')
      union all
      select null, pg_catalog.pg_describe_object(found.class, found.id, 0), 'foreign_object', 'Drop the object.', null, false
      from (
        select 'pg_catalog.pg_class'::regclass::oid as class, oid as id
        from pg_catalog.pg_class where relnamespace = 'code'::regnamespace
        union all
        select 'pg_catalog.pg_proc'::regclass, oid from pg_catalog.pg_proc
        where pronamespace = 'code'::regnamespace and proname !~ '^app_[1-9][0-9]{0,9}_'
        union all
        select 'pg_catalog.pg_operator'::regclass, oid from pg_catalog.pg_operator where oprnamespace = 'code'::regnamespace
        union all
        select 'pg_catalog.pg_type'::regclass, oid from pg_catalog.pg_type where typnamespace = 'code'::regnamespace and typrelid = 0
      ) as found;
  end if;
end
$$;

comment on function platform.privilege_findings is 'Returns the privileges that the roles of apps have beyond their app.';

revoke all on function platform.privilege_findings from public, anon, authenticated, service_role;
