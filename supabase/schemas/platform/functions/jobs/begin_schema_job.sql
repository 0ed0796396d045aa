-- begin_schema_job: Claims a job for this session and grants the app's role to postgres until end_schema_job. A job whose
-- session died can be claimed again. Returns {role, index, is_remnant, is_made, statement, follow_up}, or null if another
-- session holds the job or it is done. is_remnant means that an unfinished index of that name exists and must be dropped
-- first; is_made, that the index is complete.
-- Called by: npm run schema:jobs, as postgres.
create or replace function platform.begin_schema_job(job_id bigint)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_job platform.schema_jobs;
begin
  if not pg_try_advisory_lock(hashtextextended('platform.schema_jobs', job_id)) then
    return null;
  end if;
  update platform.schema_jobs set status = 'running', attempts = attempts + 1, error = null
  where schema_jobs.id = job_id and schema_jobs.status <> 'done' returning * into v_job;
  if not found then
    perform pg_advisory_unlock(hashtextextended('platform.schema_jobs', job_id));
    return null;
  end if;
  perform sandbox.run_factory('grant_role', v_job.app_id);
  return jsonb_build_object(
    'role', platform.app_role(v_job.app_id),
    'index', v_job.index_name,
    'is_remnant', exists (
      select from pg_catalog.pg_index where indexrelid = to_regclass('public.' || quote_ident(v_job.index_name)) and not indisvalid),
    'is_made', exists (
      select from pg_catalog.pg_index where indexrelid = to_regclass('public.' || quote_ident(v_job.index_name)) and indisvalid),
    'statement', v_job.statement,
    'follow_up', v_job.follow_up);
end
$$;

comment on function platform.begin_schema_job is 'Claims a job for this session.';

revoke all on function platform.begin_schema_job from public, anon, authenticated, service_role;
