-- repair_protection: Repairs the tables, views and sequences of an app with repairable findings: row security, policies,
-- grants and triggers of tables, security_invoker and grants of views, grants of sequences. Changes nothing else. Returns
-- the steps that it took, one string each.
create or replace function platform.repair_protection(app_id bigint, findings platform.finding[])
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_relation record;
  v_steps text[] := '{}';
begin
  for v_relation in
    select relation.relname::text as full_name, relation.relkind, app_tables.name, app_tables.scope
    from platform.app_relations(repair_protection.app_id, platform.table_ids(repair_protection.app_id, array(
      select finding.table_name from unnest(findings) as finding where finding.repairable and finding.table_name is not null))) as relation
    left join platform.app_tables
      on app_tables.app_id = repair_protection.app_id
      and platform.app_object(app_tables.app_id, app_tables.name) = relation.relname
    where relation.relkind in ('v', 'S') or app_tables.name is not null
    order by relation.relname
  loop
    perform sandbox.run_as_app(app_id, case v_relation.relkind
      when 'v' then format('alter view public.%I set (security_invoker = true);', v_relation.full_name)
        || platform.grant_ddl(v_relation.full_name, 'view')
      when 'S' then platform.grant_ddl(v_relation.full_name, 'sequence')
      else platform.compose_protection(app_id, v_relation.name, v_relation.scope, again => true) end);
    v_steps := v_steps || format('restored protection of %s %s',
      case v_relation.relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end, v_relation.full_name);
  end loop;
  if v_steps <> '{}' then
    perform platform.protect_references(app_id);
    perform platform.gate_policies(app_id);
  end if;
  return v_steps;
end
$$;

comment on function platform.repair_protection is 'Repairs the tables, views and sequences of an app with repairable findings.';

revoke all on function platform.repair_protection from public, anon, authenticated, service_role;
