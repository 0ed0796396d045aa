-- change_schema: Plans and runs a change of an app's schema, all or nothing, and records it: the engine of all functions
-- that work with specs. desired, drops and restores are as in plan_operations. A dry run does everything, then rolls it
-- back. Returns {schema_change, operations, dry_run, jobs}; schema_change is null if there was nothing to do.
-- Called by: create_app, create_table, alter_table, drop_table, apply_schema, restore_dropped, rollback_schema_change and
-- repair_app, which hold the app's lock and have validated the specs.
-- Errors: PT409 destructive_change, 55P03 lock_not_available, and those of plan_operations, run_operations and
-- raise_schema_error: PT409 object_in_use if objects of raw DDL are in the way of what changes.
create or replace function platform.change_schema(
  app_id bigint,
  kind text,
  desired jsonb,
  drops text[] default '{}',
  restores jsonb default '[]',
  allow_destructive boolean default true,
  dry_run boolean default false
)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_operations constant platform.operation[] := case
    when desired = '[]' and drops = '{}' then '{}' else platform.plan_operations(app_id, desired, drops, restores) end;
  v_attempts constant integer := (platform.setting('schema_lock_attempts'))::integer;
  v_before constant text := current_setting('lock_timeout');
  v_result jsonb;
  v_detail text;
begin
  if v_operations = '{}' then
    -- The history of an app begins with its creation, even if that created no tables.
    return jsonb_build_object(
      'schema_change', case when kind = 'create_app' then platform.schema_change_json(platform.record_schema_change(
        app_id, kind, v_operations, '{"desired": [], "drops": [], "restores": []}', '{}')) - 'operations' end,
      'operations', '[]'::jsonb, 'jobs', '[]'::jsonb, 'dry_run', coalesce(dry_run, false));
  elsif not coalesce(allow_destructive, false) and exists (select from unnest(v_operations) as operation where operation.destructive) then
    raise exception 'Cannot change the schema of app %: these operations would remove data: %', change_schema.app_id,
      (select string_agg(replace(operation.op, '_', ' ') || ' ' || concat_ws('.', operation.table_name, operation.column_name), ', ')
        from unnest(v_operations) as operation where operation.destructive)
      using errcode = 'PT409', detail = 'destructive_change', hint = 'Review the plan, then call again with allow_destructive.';
  end if;
  for v_attempt in 1 .. v_attempts loop
    begin
      perform set_config('lock_timeout', platform.setting('schema_lock_timeout_ms') #>> '{}', true);
      v_result := platform.run_operations(app_id, kind, desired, v_operations, restores);
      perform set_config('lock_timeout', v_before, true);
      if dry_run then
        perform platform.undo_dry_run();
      end if;
      exit;
    exception
      when sqlstate 'DRY00' then
        exit;
      when lock_not_available or deadlock_detected then
        if v_attempt = v_attempts then
          perform platform.raise_lock_error(app_id, sqlerrm);
        end if;
        -- Let the sessions that queued behind the lock proceed.
        perform pg_sleep(0.05 * v_attempt + 0.05 * random());
      when dependent_objects_still_exist or feature_not_supported or integrity_constraint_violation or data_exception
        or syntax_error_or_access_rule_violation or object_not_in_prerequisite_state or object_in_use then
        get stacked diagnostics v_detail = pg_exception_detail;
        if platform.is_reason(v_detail) or sqlstate = '42501' then
          raise;
        end if;
        perform platform.raise_schema_error(app_id, sqlstate, sqlerrm, v_detail);
    end;
  end loop;
  return v_result || jsonb_build_object('dry_run', coalesce(dry_run, false));
end
$$;

comment on function platform.change_schema is 'Plans and runs a change of an app''s schema.';

revoke all on function platform.change_schema from public, anon, authenticated, service_role;
