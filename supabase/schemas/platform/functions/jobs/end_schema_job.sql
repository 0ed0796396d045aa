-- end_schema_job: Records how a job ended, revokes the app's role from postgres and updates the table's baseline.
-- Called by: npm run schema:jobs, as postgres.
create or replace function platform.end_schema_job(job_id bigint, error text default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_job platform.schema_jobs;
  v_was jsonb;
  v_is jsonb;
begin
  update platform.schema_jobs
  set status = case when end_schema_job.error is null then 'done' else 'failed' end, error = end_schema_job.error, finished_at = now()
  where schema_jobs.id = job_id returning * into v_job;
  if found then
    perform sandbox.run_factory('revoke_role', v_job.app_id);
    select app_tables.baseline, platform.describe_table(app_tables.app_id, app_tables.name) into v_was, v_is
    from platform.app_tables where app_tables.app_id = v_job.app_id and app_tables.name = v_job.table_name;
    update platform.app_tables set baseline = v_is where app_tables.app_id = v_job.app_id and app_tables.name = v_job.table_name;
    -- A finished job belongs to its schema change, so the change's snapshot follows. Any other change still blocks a rollback.
    update platform.schema_changes set after = jsonb_set(after, array[v_job.table_name], v_is)
    where schema_changes.id = v_job.schema_change_id and after -> v_job.table_name = v_was;
  end if;
  perform pg_advisory_unlock(hashtextextended('platform.schema_jobs', job_id));
end
$$;

comment on function platform.end_schema_job is 'Records how a job ended.';

revoke all on function platform.end_schema_job from public, anon, authenticated, service_role;
