-- operation: one step of a change of an app's schema, as plan_operations makes it and run_operation carries it out.
--   phase       operations run in the order of their phases (see plan_operations)
--   table_name  short, and as it is called when the change is done; column_name likewise
--   before, after  what changes: a type, a scope, a description of a column
--   sql         the DDL, run as the app
--   lock        the strongest lock on the table; null for a table that nobody uses yet
--   saves       what is put into the trash first: table, column, values (of a type that changes) or nulls (that are filled)
--   violation_condition  must hold for none of the table's rows; violation_reason is the error if it does
--   job         what is left to a job afterwards (see schema_jobs)
--   baseline    of a new table: what describe_table will return, without looking
create type platform.operation as (
  phase integer, op text, table_name text, column_name text, before jsonb, after jsonb, sql text, destructive boolean, lock text,
  rewrites boolean, saves text, violation_condition text, violation_reason text, job jsonb, warning text,
  baseline jsonb
);

comment on type platform.operation is 'One step of a change of an app''s schema.';
