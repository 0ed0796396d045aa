-- audit_call: Writes one row to the audit log for a call of exec_sql: the fingerprints of its statements, without literals,
-- and how it ended. SQL that could not be read leaves only its hash.
-- Called by: platform.exec_sql.
create or replace function sandbox.audit_call(
  app_id bigint,
  statements sandbox.statement[],
  sql text,
  results jsonb,
  error jsonb,
  started timestamp with time zone,
  actor text
)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform platform.audit(app_id, 'exec_sql', jsonb_strip_nulls(jsonb_build_object(
    'fingerprint', coalesce(
      (select left(string_agg(statement.fingerprint, '; '), 2000) from unnest(statements) as statement),
      'sha256:' || encode(sha256(convert_to(sql, 'UTF8')), 'hex')),
    'statements', cardinality(statements),
    'outcome', case when error is null then 'done' when error ->> 'details' in ('sql_error', 'timed_out') then 'failed' else 'refused' end,
    'code', error -> 'code',
    'reason', error -> 'details',
    'rows', (select sum((result ->> 'row_count')::bigint) from jsonb_array_elements(results) as result),
    'duration_ms', round(1000 * extract(epoch from clock_timestamp() - started), 3)
  )), actor);
end
$$;

comment on function sandbox.audit_call is 'Writes one row to the audit log for a call of exec_sql.';

revoke all on function sandbox.audit_call from public, anon, authenticated, service_role;
