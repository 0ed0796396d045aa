-- finding: one thing that is wrong with an app, as verify_app and verify_shard return it. table_name is the short name of the table,
-- view or sequence that it is about, null for the app itself and its role; repairable says that repair_app mends it.
create type platform.finding as (app_id bigint, object text, problem text, hint text, table_name text, repairable boolean);

comment on type platform.finding is 'One thing wrong with an app: the object, the stable problem, what to do, and whether repair_app does it.';
