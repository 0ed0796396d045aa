-- trash_tables: Moves tables of specs to the trash, drops what depends on them, as DROP … CASCADE does, and records the schema
-- change. The caller verifies the app afterwards.
-- Called by: sandbox.run_ddl, once PostgreSQL has accepted the DROP.
create or replace function platform.trash_tables(app_id bigint, names text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_operations constant platform.operation[] := array(select operation from platform.plan_drops(app_id, names) as operation);
  v_referring constant text[] := array(
    select distinct relation.name
    from platform.table_ids(app_id, names) as tables (ids)
    join pg_catalog.pg_constraint on contype = 'f' and confrelid = any (tables.ids) and conrelid <> all (tables.ids)
    join platform.registered_relations(app_id) as relation on relation.id = conrelid
    where platform.is_spec_scope(relation.scope)
    order by relation.name);
  -- The same call may have created them.
  v_grants constant text := (
    select string_agg(platform.grant_ddl(pg_class.relname, 'sequence'), '')
    from unnest(platform.table_ids(app_id, names)) as dropped (id)
    cross join lateral platform.column_sequences(dropped.id) as counter
    join pg_catalog.pg_class on pg_class.oid = counter.sequence);
  v_undo jsonb := platform.undo_plan(app_id, '[]', v_operations);
  v_saved jsonb := '[]';
  v_operation platform.operation;
  v_id bigint;
begin
  -- A rollback creates the references to the tables again.
  v_undo := jsonb_set(v_undo, '{desired}', (v_undo -> 'desired') || (
    select coalesce(jsonb_agg(platform.describe_table(app_id, name) - 'full_name'), '[]') from unnest(v_referring) as name));
  perform platform.drop_dependents(app_id, names);
  if v_grants is not null then
    perform sandbox.run_as_app(app_id, v_grants);
  end if;
  foreach v_operation in array v_operations loop
    v_id := platform.run_operation(app_id, v_operation);
    if v_id is not null then
      v_saved := v_saved || platform.saved_values(v_operations, v_operation, v_id);
    end if;
  end loop;
  perform platform.refresh_baselines(app_id, v_referring);
  perform platform.record_schema_change(app_id, 'drop_table', v_operations, jsonb_set(v_undo, '{restores}', v_saved), v_referring);
  perform platform.reserve_tables(app_id, -cardinality(names));
end
$$;

comment on function platform.trash_tables is 'Moves tables of specs to the trash, with what DROP … CASCADE does.';

revoke all on function platform.trash_tables from public, anon, authenticated, service_role;
