-- reconcile_views: makes the views of an app security invokers and gives them and its sequences their grants, where they are not so.
create or replace function platform.reconcile_views(app_id bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_relation record;
begin
  for v_relation in
    select relation.relname::text as name, relation.relkind as kind from platform.app_relations(reconcile_views.app_id) as relation
    where relation.relkind in ('v', 'S')
      and exists (
        select from platform.verify_app(reconcile_views.app_id) as finding
        where substring(finding.object from '^[a-z0-9_]+') = relation.relname
      )
  loop
    perform sandbox.run_as_app(app_id,
      case v_relation.kind when 'v' then format('alter view public.%I set (security_invoker = true);', v_relation.name) else '' end
      || platform.grant_ddl(v_relation.name, case v_relation.kind when 'v' then 'view' else 'sequence' end));
  end loop;
end
$$;

comment on function platform.reconcile_views is 'Makes the views of an app security invokers and gives them and its sequences their grants.';

revoke all on function platform.reconcile_views from public, anon, authenticated, service_role;
