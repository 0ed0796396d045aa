-- column_types: the column types of a schema spec, with their aliases and their SQL types.
-- The only such list; shared/schema_spec/spec_lists.ts is generated from it.
-- vector is the only type with a size, vector(384); its row holds the bare name.
create table platform.column_types (
  name text primary key,
  canonical text not null,
  sql_type text not null
);

comment on table platform.column_types is 'The column types of a schema spec: every accepted name, its canonical name and its SQL type.';

insert into platform.column_types (name, canonical, sql_type) values
  ('text', 'text', 'text'),
  ('string', 'text', 'text'),
  ('number', 'number', 'numeric'),
  ('numeric', 'number', 'numeric'),
  ('decimal', 'number', 'numeric'),
  ('integer', 'integer', 'integer'),
  ('int', 'integer', 'integer'),
  ('bigint', 'bigint', 'bigint'),
  ('float', 'float', 'double precision'),
  ('double', 'float', 'double precision'),
  ('boolean', 'boolean', 'boolean'),
  ('bool', 'boolean', 'boolean'),
  ('date', 'date', 'date'),
  ('time', 'time', 'time without time zone'),
  ('timestamptz', 'timestamptz', 'timestamp with time zone'),
  ('timestamp', 'timestamptz', 'timestamp with time zone'),
  ('datetime', 'timestamptz', 'timestamp with time zone'),
  ('uuid', 'uuid', 'uuid'),
  ('jsonb', 'jsonb', 'jsonb'),
  ('json', 'jsonb', 'jsonb'),
  ('enum', 'enum', 'text'),
  ('text[]', 'text[]', 'text[]'),
  ('integer[]', 'integer[]', 'integer[]'),
  ('number[]', 'number[]', 'numeric[]'),
  ('uuid[]', 'uuid[]', 'uuid[]'),
  ('vector', 'vector', 'extensions.vector');

alter table platform.column_types enable row level security;
create policy service_role_reads on platform.column_types for select to service_role using (true);

revoke all on platform.column_types from public, anon, authenticated, service_role;
grant select on platform.column_types to service_role;
