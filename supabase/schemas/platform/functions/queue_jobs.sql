-- queue_jobs: puts what operations leave to be done into schema_jobs, in place of what was still to be done on the same tables.
-- Answers [{id, statement}].
create or replace function platform.queue_jobs(migration platform.schema_migrations, tables text[], operations platform.operation[])
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_jobs jsonb;
begin
  delete from platform.schema_jobs
  where schema_jobs.app_id = migration.app_id and schema_jobs.table_name = any (tables) and schema_jobs.status <> 'done';
  with queued as (
    insert into platform.schema_jobs (app_id, migration_id, table_name, op, becomes, statement, index_name, follow_up)
    select migration.app_id, migration.id, operation.table_name, operation.op, coalesce(operation.becomes, '{}'),
      operation.job ->> 'statement', operation.job ->> 'index', operation.job ->> 'then'
    from unnest(operations) as operation where operation.job is not null
    returning *
  )
  select coalesce(jsonb_agg(jsonb_build_object('id', queued.id, 'statement', queued.statement) order by queued.id), '[]') into v_jobs from queued;
  return v_jobs;
end
$$;

comment on function platform.queue_jobs is 'Puts what operations leave to be done into schema_jobs.';

revoke all on function platform.queue_jobs from public, anon, authenticated, service_role;
