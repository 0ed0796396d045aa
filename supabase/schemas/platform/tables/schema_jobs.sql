-- schema_jobs: What a change of a big table deferred so as not to block its readers and writers: indexes, which are built
-- concurrently and therefore outside a transaction, and the check of existing rows against a new constraint.
-- Written by: change_schema. Done by: npm run schema:jobs. A job that failed or was interrupted starts again, and first
-- removes what the previous attempt left behind.
create table platform.schema_jobs (
  id bigint generated always as identity primary key,
  app_id bigint not null references platform.apps (id) on delete cascade,
  schema_change_id bigint not null references platform.schema_changes (id) on delete cascade,
  table_name text not null,
  op text not null,
  after jsonb not null,
  statement text not null,
  index_name text,
  follow_up text,
  status text not null default 'pending',
  attempts integer not null default 0,
  error text,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint status_is_known check (status in ('pending', 'running', 'done', 'failed'))
);

comment on table platform.schema_jobs is 'What changes of big tables deferred.';
comment on column platform.schema_jobs.index_name is 'For a statement that runs outside a transaction: the index that it builds.';
comment on column platform.schema_jobs.follow_up is 'Runs after the statement, as the app, in a transaction.';

create index schema_jobs_app_id_idx on platform.schema_jobs (app_id);
create index schema_jobs_schema_change_id_idx on platform.schema_jobs (schema_change_id);

alter table platform.schema_jobs enable row level security;
create policy service_role_reads on platform.schema_jobs for select to service_role using (true);

revoke all on platform.schema_jobs from public, anon, authenticated, service_role;
grant select on platform.schema_jobs to service_role;
