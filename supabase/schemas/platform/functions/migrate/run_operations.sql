-- run_operations: Runs planned operations, verifies what they changed and records the schema change. Rows are copied and
-- filled first, while the app can still read; then all other locks are taken together. Consecutive operations that are
-- nothing but DDL run as one group. Returns {schema_change, operations, jobs}.
-- Errors: those of run_operation, PT409 table_limit_reached, PT503 shard_full, 42501 app_not_sound.
create or replace function platform.run_operations(app_id bigint, kind text, desired jsonb, operations platform.operation[], restores jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_touched text[];
  v_new text[];
  v_count integer;
  v_is_only_new boolean;
  v_undo jsonb;
  v_saved jsonb := '[]';
  v_id bigint;
  v_is_locked boolean;
  v_operation platform.operation;
  v_group platform.operation[] := '{}';
  v_change platform.schema_changes;
  v_jobs jsonb;
begin
  select coalesce(array_agg(distinct operation.table_name) filter (where operation.op <> 'drop_table'), '{}'),
    coalesce(array_agg(operation.table_name) filter (where operation.op = 'create_table'), '{}'),
    count(*) filter (where operation.op in ('create_table', 'restore_table')) - count(*) filter (where operation.op = 'drop_table'),
    -- A new table leaves the others as they are, and needs no lock itself.
    coalesce(bool_and(operation.op in ('create_table', 'add_reference') and operation.lock is null), true)
  into v_touched, v_new, v_count, v_is_only_new
  from unnest(operations) as operation;
  v_undo := platform.undo_plan(app_id, desired, operations);
  v_is_locked := v_is_only_new;
  if not v_is_locked then
    perform platform.lock_tables(app_id, operations, 'SHARE ROW EXCLUSIVE');
  end if;
  foreach v_operation in array operations loop
    if not v_is_locked and v_operation.phase <> 'save' then
      perform platform.lock_tables(app_id, operations, 'ACCESS EXCLUSIVE');
      v_is_locked := true;
    end if;
    if v_operation.violation_condition is null and v_operation.saves is null and v_operation.op <> 'restore_table' then
      v_group := v_group || v_operation;
      continue;
    end if;
    perform platform.run_group(app_id, v_group);
    v_group := '{}';
    v_id := platform.run_operation(app_id, v_operation);
    perform platform.register_operations(app_id, array[v_operation]);
    if v_id is not null then
      v_saved := v_saved || platform.saved_values(operations, v_operation, v_id);
    end if;
  end loop;
  perform platform.run_group(app_id, v_group);

  perform platform.protect_references(app_id, case when v_is_only_new then platform.table_ids(app_id, v_touched) end);

  if v_is_only_new then
    perform platform.require_sound_app(app_id, array(
      select finding from platform.verify_tables(app_id, platform.table_ids(app_id, v_touched)) as finding));
  else
    perform platform.refresh_baselines(app_id, array(select unnest(v_touched) except select unnest(v_new)), desired);
    perform platform.discard_restored(app_id, restores);
    perform platform.require_sound_app(app_id, array(
      select finding from platform.verify_change(app_id, platform.changed_relations(app_id)) as finding));
  end if;
  v_change := platform.record_schema_change(app_id, kind, operations, jsonb_set(v_undo, '{restores}', v_saved), v_touched);
  v_jobs := platform.queue_jobs(v_change, v_touched, operations);
  perform platform.reserve_tables(app_id, v_count);
  return jsonb_build_object(
    'schema_change', platform.schema_change_json(v_change) - 'operations', 'operations', v_change.operations, 'jobs', v_jobs);
end
$$;

comment on function platform.run_operations is 'Runs planned operations and records the schema change.';

revoke all on function platform.run_operations from public, anon, authenticated, service_role;
