-- grant_findings: Returns the privileges on an app's relations, or on the given ones, that their scope does not include,
-- and those that are missing, on tables and on columns. The owner's own privileges are ignored.
create or replace function platform.grant_findings(app_id bigint, relations oid[] default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix constant text := platform.app_object(app_id, '');
  v_user_role constant text := platform.app_user_role(app_id);
begin
  return query
    with relation as (
      select pg_class.oid, pg_class.relname, pg_class.relacl, pg_class.relowner,
        case pg_class.relkind when 'v' then 'view' when 'S' then 'sequence' else app_tables.scope end as scope
      from platform.app_relations(grant_findings.app_id, relations) as pg_class
      left join platform.app_tables
        on app_tables.app_id = grant_findings.app_id and app_tables.name = right(pg_class.relname, -char_length(v_prefix))
      where pg_class.relkind in ('v', 'S') or app_tables.name is not null
    ),
    actual as (
      select relation.relname, entry.grantee, entry.privilege_type, entry.is_grantable, null::text as column_name
      from relation cross join lateral aclexplode(relation.relacl) as entry
      where entry.grantee <> relation.relowner
      union all
      select relation.relname, entry.grantee, entry.privilege_type, entry.is_grantable, attname::text
      from relation
      join pg_catalog.pg_attribute on attrelid = relation.oid and attacl is not null
      cross join lateral aclexplode(attacl) as entry
      where entry.grantee <> relation.relowner
    ),
    expected as (
      select relation.relname,
        to_regrole(replace(scope_grants.grantee, '%u', v_user_role))::oid as grantee, scope_grants.privilege as privilege_type,
        false as is_grantable, column_name
      from relation
      cross join lateral platform.scope_grants(relation.scope, relation.relname::text)
      left join lateral unnest(scope_grants.columns) as column_name on true
    )
    select grant_findings.app_id,
      format('%s %s to %s', relname, privilege_type, case grantee when 0 then 'public' else pg_catalog.pg_get_userbyid(grantee) end),
      differing.problem, 'Run repair_app.', right(relname, -char_length(v_prefix)), true
    from (
      select *, 'stray_grant' as problem from (select * from actual except select * from expected) as stray
      union all
      select *, 'grant_missing' from (select * from expected except select * from actual) as missing
    ) as differing;
end
$$;

comment on function platform.grant_findings is 'Returns stray and missing privileges on an app''s relations.';

revoke all on function platform.grant_findings from public, anon, authenticated, service_role;
