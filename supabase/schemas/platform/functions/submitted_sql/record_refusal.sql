-- record_refusal: Writes one row of the audit log for SQL that was refused or aborted where exec_sql could not write the
-- row: refused by the check of the parse tree before it reached the database, or ended by a time limit together with its
-- transaction. Stores the SQL's fingerprint, without literals, or its hash if it cannot be read; never the error's message,
-- which may quote the SQL.
-- Called by: the sql function (service_role).
-- Security: definer, because callers cannot write the audit log.
-- Errors: PT404 app_not_found, 22023 invalid_argument.
create or replace function platform.record_refusal(app_id bigint, sql text, reason text, actor jsonb default null)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set statement_timeout = '8s'
as $$
declare
  v_fingerprint text;
begin
  if not exists (select from platform.apps where apps.id = record_refusal.app_id) then
    perform sandbox.refuse('app_not_found', format('there is no app %s', app_id), 'List the apps with list_apps.', 'PT404');
  elsif sql is null or coalesce(reason !~ '^[a-z]+(?:_[a-z]+)*$' or char_length(reason) > 63, true) then
    perform sandbox.refuse('invalid_argument', 'sql and a reason in snake_case are required',
      'Pass the SQL, and a reason from docs/error_codes.md.', '22023');
  end if;
  begin
    select left(sandbox.fingerprint(tokens.kinds, tokens.words), 2000) into v_fingerprint from sandbox.classify(sandbox.lex(sql)) as tokens;
  exception when sqlstate '42601' or sqlstate 'PT413' then
    v_fingerprint := null;
  end;
  perform platform.audit(app_id, 'exec_sql', jsonb_build_object(
    'fingerprint', coalesce(v_fingerprint, 'sha256:' || encode(sha256(convert_to(sql, 'UTF8')), 'hex')),
    'outcome', case when reason = 'timed_out' then 'failed' else 'refused' end,
    'reason', reason
  ), platform.sql_actor(app_id, actor));
end
$$;

comment on function platform.record_refusal is 'Writes one row of the audit log for SQL that exec_sql could not record.';

revoke all on function platform.record_refusal from public, anon, authenticated, service_role;
grant execute on function platform.record_refusal to service_role;
