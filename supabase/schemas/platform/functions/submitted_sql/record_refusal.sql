-- record_refusal: one row of the audit log for a text that was refused, or ended, where exec_sql could not write it: refused by
-- the parse tree before it reached the database, or cut off by a limit of time together with its transaction. Keeps the text's
-- fingerprint, without literals, or its hash where it cannot be read; never what an error said, which may quote it.
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
    perform sandbox.refuse('invalid_argument', 'a text and a reason are needed', 'Pass the reason as docs/error_codes.md has it.', '22023');
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

comment on function platform.record_refusal is 'One row of the audit log for a text that exec_sql could not note.';

revoke all on function platform.record_refusal from public, anon, authenticated, service_role;
grant execute on function platform.record_refusal to service_role;
