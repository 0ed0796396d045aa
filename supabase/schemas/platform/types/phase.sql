-- phase: The phases of a schema change, in the order in which its operations run (see plan_operations).
create type platform.phase as enum (
  -- Under a lock that lets the app read.
  'save',
  -- Under the strongest lock. Tables have their old names up to here.
  'drop_references', 'drop_tables',
  -- Columns have their old names up to drop_columns.
  'rename_tables', 'drop_columns', 'rename_columns',
  -- The objects that are named after tables and columns.
  'rename_objects', 'drop_indexes',
  'create_tables', 'add_columns', 'make_optional',
  -- Clears what a default had filled.
  'clear_filled',
  'change_types', 'drop_limits', 'set_limits', 'fill_late', 'make_required', 'limit_sizes',
  -- Unique constraints are among the indexes.
  'add_indexes', 'add_references',
  -- Scopes, display names, descriptions and the order of columns.
  'describe'
);

comment on type platform.phase is 'The phases of a schema change, in order.';
