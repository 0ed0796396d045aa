-- dropped_objects: The trash, which holds what schema changes removed. Each row describes one relation of schema trash:
-- app_57_12 for id 12 of app 57.
--   table   a whole dropped table
--   column  a dropped column: id, user_id and value of every row
--   values  the former values of a column whose type changed, and what was written instead
--   nulls   the rows that a default filled
-- values and nulls only serve a rollback, which restores the values that nobody has changed since.
-- Written by: change_schema, exec_sql, purge_dropped, reconcile_app.
create table platform.dropped_objects (
  id bigint generated always as identity primary key,
  app_id bigint not null references platform.apps (id) on delete cascade,
  kind text not null,
  table_name text not null,
  column_name text,
  spec jsonb not null,
  names jsonb not null default '{}',
  row_count bigint not null,
  parent_id bigint references platform.dropped_objects (id) on delete set null,
  is_orphaned boolean not null default false,
  created_at timestamptz not null default now(),
  constraint kind_is_known check (kind in ('table', 'column', 'values', 'nulls')),
  constraint column_is_named check ((kind = 'table') = (column_name is null))
);

comment on table platform.dropped_objects is 'The trash: what schema changes removed, until it is restored or purged.';
comment on column platform.dropped_objects.table_name is
  'For a table, its former name. For a column, its table: by name, by id if that is in the trash, or 0 if SQL dropped it.';
comment on column platform.dropped_objects.spec is 'The table or column as describe_table returned it.';
comment on column platform.dropped_objects.names is 'The former names of a table''s constraints and indexes.';
comment on column platform.dropped_objects.parent_id is
  'For what was saved of a column: its dropped table, with which it was dropped and is restored.';
comment on column platform.dropped_objects.is_orphaned is
  'The table no longer exists, so what was saved of it does not belong to a later table of the same name.';

create index dropped_objects_parent_id_idx on platform.dropped_objects (parent_id);
create index dropped_objects_app_id_idx on platform.dropped_objects (app_id, id desc);

alter table platform.dropped_objects enable row level security;
create policy service_role_reads on platform.dropped_objects for select to service_role using (true);

revoke all on platform.dropped_objects from public, anon, authenticated, service_role;
grant select on platform.dropped_objects to service_role;
