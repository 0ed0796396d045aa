-- apply_schema: Brings an app's tables to a whole-app spec in one transaction, and records a schema change. With
-- expected_fingerprint, it runs only the plan that has this fingerprint. Dropped tables and columns go to the trash.
-- Returns {schema_change, operations, dry_run, jobs}: schema_change is null if there was nothing to do; jobs are what big
-- tables deferred to npm run schema:jobs.
-- Called by: the apps and schema-generate functions, the platform (service_role).
-- Security: definer, because callers cannot run anything as the app.
-- Errors: PT404 app_not_found, PT409 app_not_active, those of plan_schema, PT409 plan_outdated, and those of change_schema.
create or replace function platform.apply_schema(
  app_id bigint,
  spec jsonb,
  expected_fingerprint text default null,
  allow_destructive boolean default false,
  dry_run boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set statement_timeout = '120s'
set timezone = 'UTC'
as $$
begin
  perform platform.lock_schema(app_id);
  perform platform.require_valid_schema(app_id, spec);
  if expected_fingerprint is not null then
    if expected_fingerprint <> platform.schema_fingerprint(platform.schema_state(app_id), spec) then
      raise exception 'Cannot apply the plan to app %: the schema or the spec has changed since the plan was made', apply_schema.app_id
        using errcode = 'PT409', detail = 'plan_outdated', hint = 'Call plan_schema again and review the new plan.';
    end if;
  end if;
  return platform.change_schema(
    app_id, 'apply_schema', spec -> 'tables', platform.tables_missing_from_spec(app_id, spec -> 'tables'), '[]',
    allow_destructive, dry_run);
end
$$;

comment on function platform.apply_schema is 'Brings an app''s tables to a whole-app spec.';

revoke all on function platform.apply_schema from public, anon, authenticated, service_role;
grant execute on function platform.apply_schema to service_role;
