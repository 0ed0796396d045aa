-- begin_call: Admits a call of exec_sql: the app exists and is not deleted, one of its concurrency slots (sql_calls_per_app)
-- is taken, so that the queries of one app cannot occupy the whole shard, and one of the slots of the shard (sql_calls), so that
-- those of many apps cannot take all of its memory; then the time limit is armed. Slots and limit end with the transaction at
-- the latest.
-- Setting statement_timeout here would not affect the statement that is already running. transaction_timeout applies at
-- once. It ends a session that has outlived a shorter limit, and one that has outlived the statement_timeout of exec_sql (8 s) by
-- what it may take to remove what the statement has left on disk.
-- Called by: platform.exec_sql.
-- Errors: PT404 app_not_found, PT409 app_not_active, PT429 too_many_queries, shard_busy.
create or replace function sandbox.begin_call(app_id bigint, timeout_ms integer)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_calls constant bigint := platform.limit_of('sql_calls_per_app');
  v_calls_of_shard constant bigint := platform.limit_of('sql_calls');
  v_status text;
begin
  select apps.status into v_status from platform.apps where apps.id = begin_call.app_id;
  if v_status is null then
    perform sandbox.refuse('app_not_found', format('there is no app %s', app_id), 'List the apps with list_apps.', 'PT404');
  elsif v_status = 'deleted' then
    perform sandbox.refuse('app_not_active', format('app %s is deleted', app_id), 'Restore it with resume_app.', 'PT409');
  end if;
  if not sandbox.take_call_slot(app_id::text, v_calls) then
    perform sandbox.refuse('too_many_queries',
      format('app %s may run %s calls at a time', app_id, v_calls), 'Wait for one of them to end.', 'PT429');
  elsif not sandbox.take_call_slot('of the shard', v_calls_of_shard) then
    perform sandbox.refuse('shard_busy',
      format('the shard may run %s calls at a time', v_calls_of_shard), 'Wait a second and send it again.', 'PT429');
  end if;
  perform set_config('transaction_timeout', (timeout_ms + case when timeout_ms < 8000 then 250 else 4000 end)::text, true);
end
$$;

comment on function sandbox.begin_call is 'Admits a call of exec_sql: takes a slot of the app and of the shard, and arms the time limit.';

revoke all on function sandbox.begin_call from public, anon, authenticated, service_role;
