-- policy_findings: Returns which of the policies that a table's scope includes are missing or changed, which policies are left over,
-- and which of the app's own are not bound to the callers they name, in an app or in the given relations.
create or replace function platform.policy_findings(app_id bigint, relations oid[] default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select policy_findings.app_id, relation.full_name || '.' || changed.name,
      case when changed.is_missing then 'policy_missing' else 'policy_changed' end, 'Run repair_app.', relation.name, true
    from platform.registered_relations(policy_findings.app_id, relations) as relation
    cross join lateral platform.changed_policies(policy_findings.app_id, relation.id, relation.scope) as changed;

  return query
    select policy_findings.app_id, relation.full_name || '.' || left_over.name, 'policy_left_over', 'Run repair_app.', relation.name, true
    from platform.registered_relations(policy_findings.app_id, relations) as relation
    cross join lateral platform.left_over_policies(policy_findings.app_id, relation.id, relation.scope) as left_over (name);
  return query
    select policy_findings.app_id, gate.table_name || '.' || gate.policy_name, 'policy_changed', 'Run repair_app.',
      right(gate.table_name, -char_length(platform.app_object(policy_findings.app_id, ''))), true
    from platform.policy_gates(policy_findings.app_id, relations) as gate;
end
$$;

comment on function platform.policy_findings is 'Returns which policies of an app''s tables are missing or changed.';

revoke all on function platform.policy_findings from public, anon, authenticated, service_role;
