-- finding: One problem that verify_app or verify_shard found. table_name is the short name of the table, view or sequence
-- concerned, and null for the app itself, its role and the shard; repairable means that repair_app fixes the problem.
create type platform.finding as (app_id bigint, object text, problem text, hint text, table_name text, repairable boolean);

comment on type platform.finding is
  'One problem that verification found: its object, its stable name, what to do, and whether repair_app fixes it.';
