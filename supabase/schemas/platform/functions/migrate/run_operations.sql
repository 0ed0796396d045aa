-- run_operations: carries out planned operations, verifies the app and records the schema change. What copies and fills rows runs
-- first, while the app still reads; then all locks are taken together. Answers {schema_change, operations, jobs}.
-- Errors: those of run_operation, PT409 table_limit_reached, 42501 app_not_sound.
create or replace function platform.run_operations(app_id bigint, kind text, desired jsonb, operations platform.operation[], restores jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_touched constant text[] := array(
    select distinct operation.table_name from unnest(operations) as operation where operation.op <> 'drop_table');
  -- New tables change nothing about the others.
  v_only_new constant boolean := not exists (
    select from unnest(operations) as operation
    where operation.op not in ('create_table', 'add_reference') or operation.op = 'add_reference' and operation.violation_condition is not null);
  v_undo jsonb;
  v_saved jsonb := '{}';
  v_id bigint;
  v_count integer := 0;
  v_is_locked boolean := false;
  v_operation platform.operation;
  v_change platform.schema_changes;
  v_jobs jsonb;
begin
  if operations = '{}' then
    return '{"schema_change": null, "operations": [], "jobs": []}';
  end if;
  v_undo := platform.undo_plan(app_id, desired, operations);
  perform platform.lock_tables(app_id, operations, 'SHARE ROW EXCLUSIVE');
  foreach v_operation in array operations loop
    if not v_is_locked and v_operation.phase >= 1000 then
      perform platform.lock_tables(app_id, operations, 'ACCESS EXCLUSIVE');
      v_is_locked := true;
    end if;
    v_id := platform.run_operation(app_id, v_operation);
    if v_id is not null then
      v_saved := v_saved || jsonb_build_object(platform.saved_values_key(operations, v_operation), v_id);
    end if;
    v_count := v_count
      + case when v_operation.op in ('create_table', 'restore_table') then 1 when v_operation.op = 'drop_table' then -1 else 0 end;
  end loop;

  -- Describing follows the order of the baseline's columns.
  update platform.app_tables set baseline = jsonb_build_object('columns', item -> 'columns')
  from jsonb_array_elements(desired) as element (item)
  where app_tables.app_id = run_operations.app_id and app_tables.name = item ->> 'name' and app_tables.name = any (v_touched);
  update platform.app_tables set baseline = platform.describe_table(app_tables.app_id, app_tables.name)
  where app_tables.app_id = run_operations.app_id and app_tables.name = any (v_touched);
  perform platform.discard_restored(app_id, restores);

  if v_only_new then
    perform platform.require_sound_app(app_id, touched.name) from unnest(v_touched) as touched (name);
  else
    perform platform.require_sound_app(app_id);
  end if;
  v_change := platform.record_schema_change(app_id, kind, operations, jsonb_set(v_undo, '{restores}', v_saved), v_touched);
  v_jobs := platform.queue_jobs(v_change, v_touched, operations);
  if v_count > 0 and (select count(*) from platform.app_tables where app_tables.app_id = run_operations.app_id)
    > platform.setting('max_tables_per_app')::integer
  then
    raise exception 'Cannot create % tables in app %: it may have % tables', v_count, run_operations.app_id, platform.setting('max_tables_per_app')
      using errcode = 'PT409', detail = 'table_limit_reached', hint = 'Drop tables that are not needed.';
  elsif v_count <> 0 then
    perform platform.reserve_capacity(0, v_count);
  end if;
  return jsonb_build_object(
    'schema_change', platform.schema_change_json(v_change) - 'operations', 'operations', v_change.operations, 'jobs', v_jobs);
end
$$;

comment on function platform.run_operations is 'Carries out planned operations and records the schema change.';

revoke all on function platform.run_operations from public, anon, authenticated, service_role;
