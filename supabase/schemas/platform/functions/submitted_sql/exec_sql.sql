-- exec_sql: Runs SQL that a model or an app's owner wrote, as the app, all or nothing. Returns {results, duration_ms,
-- dry_run, read_only}; each result is {command, columns: [{name, type}], rows, row_count, truncated, duration_ms}, with
-- warnings where parts of the SQL were left out. SQL that was accepted before is recognized by its hash (sandbox.read_guard_cache).
-- A refusal or an error is not raised but returned as {code, message, details, hint, refusals, refusal_count}, because its audit
-- row must be committed (see sandbox.error_json). Over the Data API the response has the HTTP status of the code, so that
-- supabase-js reports it as its error.
-- options: read_only, dry_run (runs, returns the results, rolls everything back), max_rows (1000; at most sql_max_rows),
-- parameters ($1 is the first), timeout_ms (8000 at most), actor ({"app_key": id}, from the sql function).
-- The walls: the check of the SQL (sandbox.read_sql), the app's role (its executors), the check of the catalog (verify_app).
-- transaction_timeout is 0 here, so that the limit that sandbox.begin_call sets ends with the block: removing what an
-- aborted call left on disk may take long, and its response and its audit row come after that.
-- Called by: the sql function and the platform (service_role).
-- Security: definer, because callers cannot run anything as the app.
create or replace function platform.exec_sql(app_id bigint, sql text, options jsonb default '{}')
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set statement_timeout = '8s'
set transaction_timeout = 0
set lock_timeout = '4s'
set standard_conforming_strings = on
as $$
declare
  v_started constant timestamp with time zone := clock_timestamp();
  v_statements sandbox.statement[];
  v_parameters constant jsonb := coalesce(options -> 'parameters', '[]');
  v_actor text;
  v_version text;
  v_is_new boolean := false;
  v_results jsonb := '[]';
  v_error jsonb;
  v_refusal sandbox.refusal;
  v_at text;
begin
  begin
    perform platform.require_valid_sql_options(options);
    v_actor := platform.sql_actor(app_id, options -> 'actor');
    perform sandbox.begin_call(app_id, coalesce((options ->> 'timeout_ms')::integer, 8000));
    v_version := sandbox.guard_version();
    v_statements := sandbox.read_guard_cache(app_id, sql, v_parameters, v_version);
    v_is_new := v_statements is null;
    if v_is_new then
      v_statements := array(select statement from sandbox.read_sql(app_id, sql, v_parameters, octet_length(sql) <= 16384) as statement);
    end if;
    v_results := sandbox.run_statements(app_id, v_statements, options);
    if options -> 'dry_run' = 'true' then
      perform platform.undo_dry_run();
    end if;
  exception when others or query_canceled then
    get stacked diagnostics v_refusal.code = returned_sqlstate, v_refusal.message = message_text,
      v_refusal.detail = pg_exception_detail, v_refusal.hint = pg_exception_hint, v_at = column_name;
    v_refusal.statement := nullif(split_part(v_at, '+', 1), '')::integer;
    perform sandbox.end_columns();
    if v_refusal.code <> 'DRY00' then
      v_error := sandbox.error_json(app_id, sql, sandbox.located(app_id, sql, v_parameters, v_refusal,
        is_read => v_statements is not null, is_admitted => v_version is not null));
    end if;
  end;
  if v_is_new and v_error is null then
    perform sandbox.write_guard_cache(app_id, sql, v_parameters, v_version, v_statements);
  end if;
  perform sandbox.audit_call(app_id, v_statements, sql, v_results, v_error, v_started, v_actor);
  return coalesce(v_error, jsonb_build_object(
    'results', v_results,
    'duration_ms', round(1000 * extract(epoch from clock_timestamp() - v_started), 3),
    'dry_run', options -> 'dry_run' is not distinct from 'true',
    'read_only', options -> 'read_only' is not distinct from 'true'
  ));
end
$$;

comment on function platform.exec_sql is 'Runs SQL that a model or an app''s owner wrote, as the app, all or nothing.';

revoke all on function platform.exec_sql from public, anon, authenticated, service_role;
grant execute on function platform.exec_sql to service_role;
