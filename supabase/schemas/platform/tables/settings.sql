-- settings: The limits that the operator of this shard may tune. Hosted projects cannot set custom database parameters.
-- Read through: platform.setting(key) and, for limits, platform.limit_of(key). Written by: DBAs.
create table platform.settings (
  key text primary key,
  value jsonb not null,
  description text not null,
  constraint key_is_snake_case check (key ~ '^[a-z][a-z0-9_]*$')
);

comment on table platform.settings is 'Tunable limits of this shard, one row each.';

insert into platform.settings (key, value, description) values
  ('max_tables_per_app', '200', 'How many tables one app may have, its profile table included.'),
  ('max_relations_per_read', '300',
    'To how many relations the policies and views of an app may lead a read of one table or view.'),
  ('ai_tokens_per_app_per_day', '500000', 'How many tokens the model may take for one app within 24 hours.'),
  ('ai_tokens_per_request', '100000', 'How many tokens the model may take for one request, repairs included.'),
  ('big_table_rows', '100000', 'From how many rows on indexes and checks of a table are left to jobs.'),
  ('schema_lock_timeout_ms', '1000', 'How long a change of a schema waits for the lock of a table before it lets others pass.'),
  ('schema_lock_attempts', '5', 'How often it tries.'),
  ('requests_per_app', '4',
    'How many requests to the tables of one app may run at a time. Choose less than half of the Data API''s connections.'),
  ('request_wait_ms', '400', 'How many milliseconds a request waits for another one of the app to end, before it is refused.'),
  ('sql_max_bytes', '262144',
    'How many bytes the SQL of one call may have. The function sql takes no more than 262144, whatever stands here.'),
  ('sql_max_statements', '200', 'How many statements the SQL of one call may have.'),
  ('sql_max_depth', '100', 'How deep brackets may be nested in submitted SQL.'),
  ('sql_calls_per_app', '4', 'How many calls of exec_sql one app may run at a time.'),
  ('sql_calls', '16', 'How many calls of exec_sql all apps together may run at a time.'),
  ('sql_max_rows', '10000', 'How many rows of a statement a call of exec_sql may ask for.'),
  ('sql_max_result_bytes', '4194304', 'How many bytes the rows of one call of exec_sql may have as JSON.');

alter table platform.settings enable row level security;
create policy service_role_reads on platform.settings for select to service_role using (true);

revoke all on platform.settings from public, anon, authenticated, service_role;
grant select on platform.settings to service_role;
