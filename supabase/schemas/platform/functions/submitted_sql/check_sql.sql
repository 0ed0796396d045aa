-- check_sql: Returns what the guard reads in a SQL string, without running it: {statements: [{kind, command, fingerprint}]}.
-- Refused SQL returns what exec_sql returns: {code, message, details, hint, refusals, refusal_count}, and the HTTP status of the
-- code. Of the walls, only the check of the SQL itself is applied.
-- Called by: the sql function and the platform (service_role).
-- Security: definer, because service_role may not execute what it calls.
-- Errors: those of sandbox.read_sql, as a value.
create or replace function platform.check_sql(app_id bigint, sql text)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_refusal sandbox.refusal;
begin
  return jsonb_build_object('statements', (
    select coalesce(jsonb_agg(jsonb_build_object(
      'kind', statement.kind, 'command', statement.command, 'fingerprint', statement.fingerprint)), '[]')
    from sandbox.read_sql(app_id, sql) as statement
  ));
exception when others then
  get stacked diagnostics v_refusal.code = returned_sqlstate, v_refusal.message = message_text,
    v_refusal.detail = pg_exception_detail, v_refusal.hint = pg_exception_hint;
  return sandbox.error_json(app_id, sql, sandbox.located(app_id, sql, '[]', v_refusal, is_read => false));
end
$$;

comment on function platform.check_sql is 'Returns what the guard reads in a SQL string, without running it.';

revoke all on function platform.check_sql from public, anon, authenticated, service_role;
grant execute on function platform.check_sql to service_role;
