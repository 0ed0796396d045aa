-- trigger_findings: which of the triggers that a table's scope asks for are missing, switched off or changed, in an app or one table.
create or replace function platform.trigger_findings(app_id bigint, name text default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select trigger_findings.app_id, relation.relname || '.' || expected.name,
      case when actual.tgenabled is distinct from 'O' then 'trigger_missing' else 'trigger_changed' end, 'Run repair_app.'
    from platform.app_tables
    join pg_catalog.pg_class as relation
      on relation.relnamespace = 'public'::regnamespace
      and relation.relname = platform.app_object(app_tables.app_id, app_tables.name)::name
    cross join lateral platform.scope_triggers(
      relation.relname, app_tables.scope, platform.has_timestamp(relation.relname, 'updated_at')) as expected
    left join pg_catalog.pg_trigger as actual on actual.tgrelid = relation.oid and actual.tgname = expected.name
    where app_tables.app_id = trigger_findings.app_id
      and (trigger_findings.name is null or app_tables.name = trigger_findings.name)
      and (actual.tgenabled is distinct from 'O' or pg_catalog.pg_get_triggerdef(actual.oid) <> expected.definition);
end
$$;

comment on function platform.trigger_findings is 'Which triggers of an app''s tables are missing, switched off or changed.';

revoke all on function platform.trigger_findings from public, anon, authenticated, service_role;
