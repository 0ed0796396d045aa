-- operation: One step of a schema change, as plan_operations plans it and run_operations runs it.
--   phase, step    order the operations: by phase, then by step, because one rename may need another first
--   table_name     the short name, as it is after the change; column_name likewise
--   before, after  what changes: a type, a scope, the description of a column
--   sql            the DDL, run as the app
--   lock           the strongest lock on the table; null if the step takes none, or if nobody uses the table yet
--   saves          what goes to the trash first: table, column, values (that a new type replaces) or nulls (that a default fills)
--   violation_condition  must hold for none of the table's rows; violation_reason is the error if it does
--   job            what is deferred to a job (see queue_jobs)
--   baseline       for a new table: what describe_table will return, known without reading the catalog
create type platform.operation as (
  phase platform.phase, op text, table_name text, column_name text, before jsonb, after jsonb, sql text, destructive boolean, lock text,
  rewrites boolean, saves text, violation_condition text, violation_reason text, job jsonb, warning text,
  baseline jsonb, step integer
);

comment on type platform.operation is 'One step of a change of an app''s schema.';
