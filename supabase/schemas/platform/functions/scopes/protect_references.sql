-- protect_references: Creates, replaces and drops the triggers that check references (see reference_triggers), where they differ
-- from what the references of the given tables of an app need: of all its tables, unless relations are given. Returns the
-- full names of the tables that it changed.
-- Called by: run_operations, reconcile_app and repair_protection, after anything that changes references, names or scopes.
create or replace function platform.protect_references(app_id bigint, relations oid[] default null)
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_relations constant oid[] := coalesce(relations, array(
    select relation.id from platform.registered_relations(protect_references.app_id) as relation));
  v_changed text[];
  v_sql text;
begin
  select array_agg(relation.relname::text order by relation.relname),
    string_agg(coalesce(actual.drops, '') || coalesce(array_to_string(expected.definitions, ';') || ';', ''), '')
  into v_changed, v_sql
  from unnest(v_relations) as given (id)
  join pg_catalog.pg_class as relation on relation.oid = given.id
  left join platform.reference_triggers(protect_references.app_id, v_relations) as expected on expected.id = given.id
  cross join lateral (
    select array_agg(pg_catalog.pg_get_triggerdef(oid) order by tgname) filter (where tgenabled = 'O') as definitions,
      string_agg(format('drop trigger %I on public.%I;', tgname, relation.relname), '') as drops
    from pg_catalog.pg_trigger where tgrelid = given.id and not tgisinternal and tgname like 'CHECK_%'
  ) as actual
  where expected.definitions is distinct from actual.definitions;
  if v_changed is not null then
    perform sandbox.run_as_app(app_id, v_sql);
  end if;
  return coalesce(v_changed, '{}');
end
$$;

comment on function platform.protect_references is 'Creates, replaces and drops the triggers that check references.';

revoke all on function platform.protect_references from public, anon, authenticated, service_role;
