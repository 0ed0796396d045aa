-- queue_jobs: Queues in schema_jobs what operations deferred, replacing the unfinished jobs of the same tables. Returns
-- [{id, statement}].
-- Called by: run_operations.
create or replace function platform.queue_jobs(change platform.schema_changes, tables text[], operations platform.operation[])
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_jobs jsonb;
begin
  delete from platform.schema_jobs
  where schema_jobs.app_id = change.app_id and schema_jobs.table_name = any (tables) and schema_jobs.status <> 'done';
  with queued as (
    insert into platform.schema_jobs (app_id, schema_change_id, table_name, op, after, statement, index_name, follow_up)
    select change.app_id, change.id, operation.table_name, operation.op, coalesce(operation.after, '{}'),
      operation.job ->> 'statement', operation.job ->> 'index', operation.job ->> 'then'
    from unnest(operations) as operation where operation.job is not null
    returning *
  )
  select coalesce(jsonb_agg(jsonb_build_object('id', queued.id, 'statement', queued.statement) order by queued.id), '[]')
  into v_jobs from queued;
  return v_jobs;
end
$$;

comment on function platform.queue_jobs is 'Queues in schema_jobs what operations deferred.';

revoke all on function platform.queue_jobs from public, anon, authenticated, service_role;
