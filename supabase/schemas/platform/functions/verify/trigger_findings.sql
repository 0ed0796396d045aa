-- trigger_findings: Returns which of the triggers that a table's scope and references need are missing, disabled or changed, in
-- an app or in the given relations.
create or replace function platform.trigger_findings(app_id bigint, relations oid[] default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select trigger_findings.app_id, relation.full_name || '.' || expected.name,
      case when actual.tgenabled is distinct from 'O' then 'trigger_missing' else 'trigger_changed' end, 'Run repair_app.',
      relation.name, true
    from platform.registered_relations(trigger_findings.app_id, relations) as relation
    cross join lateral platform.scope_triggers(
      relation.full_name, relation.scope, platform.has_timestamp(relation.full_name, 'updated_at')) as expected
    left join pg_catalog.pg_trigger as actual on actual.tgrelid = relation.id and actual.tgname = expected.name
    where actual.tgenabled is distinct from 'O' or pg_catalog.pg_get_triggerdef(actual.oid) <> expected.definition;
  return query
    select trigger_findings.app_id, relation.full_name || ' references',
      case when coalesce(cardinality(actual.definitions), 0) < coalesce(cardinality(expected.definitions), 0)
        then 'trigger_missing' else 'trigger_changed' end, 'Run repair_app.', relation.name, true
    from platform.registered_relations(trigger_findings.app_id, relations) as relation
    left join platform.reference_triggers(trigger_findings.app_id, array(
        select checked.id from platform.registered_relations(trigger_findings.app_id, relations) as checked)) as expected
      on expected.id = relation.id
    cross join lateral (
      select array_agg(pg_catalog.pg_get_triggerdef(oid) order by tgname) filter (where tgenabled = 'O') as definitions
      from pg_catalog.pg_trigger where tgrelid = relation.id and not tgisinternal and tgname like 'CHECK_%'
    ) as actual
    where expected.definitions is distinct from actual.definitions;
end
$$;

comment on function platform.trigger_findings is 'Returns which triggers of an app''s tables are missing, disabled or changed.';

revoke all on function platform.trigger_findings from public, anon, authenticated, service_role;
