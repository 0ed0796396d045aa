-- policy_findings: Returns which of the policies that a table's scope includes are missing or changed, and which policies are
-- left over, in an app or in the given relations. It compares what the catalog prints, so it also finds a policy
-- that has the right name and a different content.
create or replace function platform.policy_findings(app_id bigint, relations oid[] default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select policy_findings.app_id, relation.full_name || '.' || expected.name,
      case when actual.oid is null then 'policy_missing' else 'policy_changed' end, 'Run repair_app.', relation.name, true
    from platform.registered_relations(policy_findings.app_id, relations) as relation
    cross join lateral platform.scope_policies(policy_findings.app_id, relation.scope) as expected
    left join pg_catalog.pg_policy as actual on actual.polrelid = relation.id and actual.polname = expected.name
    where (
        actual.polpermissive,
        actual.polcmd,
        pg_catalog.pg_get_expr(actual.polqual, actual.polrelid),
        pg_catalog.pg_get_expr(actual.polwithcheck, actual.polrelid),
        array(
          select case role_id when 0 then 'public' else pg_catalog.pg_get_userbyid(role_id) end
          from unnest(actual.polroles) as role_id order by 1
        )
      ) is distinct from (
        expected.is_permissive,
        (
          case expected.command when 'all' then '*' when 'select' then 'r' when 'insert' then 'a' when 'update' then 'w' else 'd' end
        )::"char",
        expected.using_expression,
        expected.check_expression,
        expected.roles::name[]
      );

  return query
    select policy_findings.app_id, relation.full_name || '.' || left_over.name, 'policy_left_over', 'Run repair_app.', relation.name, true
    from platform.registered_relations(policy_findings.app_id, relations) as relation
    cross join lateral platform.left_over_policies(policy_findings.app_id, relation.id, relation.scope) as left_over (name);
end
$$;

comment on function platform.policy_findings is 'Returns which policies of an app''s tables are missing or changed.';

revoke all on function platform.policy_findings from public, anon, authenticated, service_role;
