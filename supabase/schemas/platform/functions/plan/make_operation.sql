-- make_operation: Builds a platform.operation from the fields that it needs, with defaults for the others.
create or replace function platform.make_operation(
  phase platform.phase,
  op text,
  table_name text,
  sql text,
  column_name text default null,
  before jsonb default null,
  after jsonb default null,
  destructive boolean default false,
  lock text default 'ACCESS EXCLUSIVE',
  rewrites boolean default false,
  saves text default null,
  violation_condition text default null,
  violation_reason text default null,
  job jsonb default null,
  warning text default null,
  baseline jsonb default null,
  step integer default 0
)
returns platform.operation
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (phase, op, table_name, column_name, before, after, sql, destructive, lock, rewrites, saves, violation_condition,
    violation_reason, job, warning, baseline, step)::platform.operation;
end
$$;

comment on function platform.make_operation is 'Builds one step of a change of an app''s schema.';

revoke all on function platform.make_operation from public, anon, authenticated, service_role;
