-- app_tables: The tables of each app. Holds only what the catalog cannot: the scope, the display name, and the baseline,
-- which repair_app restores and drift is measured against.
create table platform.app_tables (
  app_id bigint not null references platform.apps (id) on delete cascade,
  name text not null,
  scope text not null references platform.scopes (name) on delete restrict,
  display_name text not null,
  baseline jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (app_id, name),
  -- Names of specs are snake_case; those of raw DDL can be any.
  constraint name_is_printable check (name ~ '^[^[:cntrl:]]+$')
);

comment on table platform.app_tables is 'The tables of each app. Columns are read from the catalog, not from here.';
comment on column platform.app_tables.name is 'The name without the prefix: todos for app_57_todos.';
comment on column platform.app_tables.scope is
  'Which policies guard the rows. profile is the users table that every app has; scopes.origin tells which are of raw DDL.';
comment on column platform.app_tables.baseline is
  'What describe_table returned when the table was last changed through the platform.';

create index app_tables_scope_idx on platform.app_tables (scope);

alter table platform.app_tables enable row level security;
create policy service_role_reads on platform.app_tables for select to service_role using (true);

revoke all on platform.app_tables from public, anon, authenticated, service_role;
grant select on platform.app_tables to service_role;
