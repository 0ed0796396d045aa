-- schema_changes: The changes of each app's schema that were made through the platform, newest last, beginning
-- with its creation. Written by change_schema, and by exec_sql for what it drops of a table of a spec. Other SQL is not recorded
-- as a schema change: its text is never logged, because it may hold row data.
create table platform.schema_changes (
  id bigint generated always as identity primary key,
  app_id bigint not null references platform.apps (id) on delete cascade,
  version integer not null,
  kind text not null,
  actor text not null,
  operations jsonb not null,
  undo jsonb not null,
  after jsonb not null,
  rolled_back_by bigint references platform.schema_changes (id) on delete cascade,
  created_at timestamptz not null default now(),
  constraint version_is_unique unique (app_id, version),
  constraint kind_is_known check (kind in (
    'create_app', 'repair_app', 'create_table', 'alter_table', 'drop_table', 'apply_schema', 'restore_dropped', 'rollback', 'redo'))
);

comment on table platform.schema_changes is 'The changes of each app''s schema that were made through the platform.';
comment on column platform.schema_changes.undo is
  'What rollback_schema_change passes to change_schema: {desired, drops, restores}.';
comment on column platform.schema_changes.after is
  'The touched tables as they were after the change: a rollback requires that they still are.';

create index schema_changes_rolled_back_by_idx on platform.schema_changes (rolled_back_by);

alter table platform.schema_changes enable row level security;
create policy service_role_reads on platform.schema_changes for select to service_role using (true);

revoke all on platform.schema_changes from public, anon, authenticated, service_role;
grant select on platform.schema_changes to service_role;
