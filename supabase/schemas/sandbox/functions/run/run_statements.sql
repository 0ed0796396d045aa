-- run_statements: Runs the statements of a call in order. After DDL, reconcile_app protects and registers what changed, and
-- the app must be sound. Rows are capped for the whole call: max_rows per statement, sql_max_result_bytes of JSON in total.
-- An error passes on the number of its statement in its column name, for failed_at; null is an error after the last one.
-- Called by: platform.exec_sql.
-- Errors: those of run_statement, platform.lock_app, platform.require_scope_policies and platform.reconcile_app.
create or replace function sandbox.run_statements(app_id bigint, statements sandbox.statement[], options jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_statement sandbox.statement;
  v_result jsonb;
  v_results jsonb := '[]';
  v_bytes bigint := platform.limit_of('sql_max_result_bytes');
  v_max_rows constant integer := least(coalesce((options ->> 'max_rows')::bigint, 1000), platform.limit_of('sql_max_rows'));
  v_has_ddl boolean := false;
  v_follows_ddl boolean := false;
  v_has_policies boolean := false;
  v_number integer := 0;
  v_code text;
  v_message text;
  v_detail text;
  v_hint text;
  v_before jsonb;
  v_read_only constant boolean := coalesce((options ->> 'read_only')::boolean, false);
begin
  foreach v_statement in array statements loop
    v_number := v_number + 1;
    if v_statement.kind = 'ddl' and not v_has_ddl and not v_read_only then
      perform platform.lock_app(app_id);
      v_has_ddl := true;
      select jsonb_object_agg(relation.name, relation.id) into v_before from platform.registered_relations(app_id) as relation;
    end if;
    if v_statement.kind <> 'ddl' and v_follows_ddl then
      perform platform.grant_to_code(app_id);
    end if;
    v_follows_ddl := v_statement.kind = 'ddl';
    v_has_policies := v_has_policies or v_statement.text ~* '\mpolicy\M';
    v_result := sandbox.run_statement(app_id, v_statement, v_read_only, v_max_rows, greatest(v_bytes, 0));
    if v_statement.kind = 'ddl' and v_statement.text ~* '\mrename\M' then
      v_before := platform.follow_renames(app_id, v_before);
    end if;
    v_bytes := v_bytes - octet_length(v_result::text);
    v_results := v_results || v_result;
  end loop;
  v_number := null;
  if v_has_ddl and v_has_policies then
    perform platform.require_scope_policies(app_id, platform.changed_relations(app_id), v_before);
  end if;
  if v_has_ddl then
    perform platform.reconcile_app(app_id, everything => false, before => v_before);
    perform platform.retry_sign_ups(app_id);
  end if;
  return v_results;
exception when others or query_canceled then
  get stacked diagnostics v_code = returned_sqlstate, v_message = message_text,
    v_detail = pg_exception_detail, v_hint = pg_exception_hint;
  raise exception using errcode = v_code, message = v_message, detail = v_detail, hint = v_hint,
    column = coalesce(v_number::text, '');
end
$$;

comment on function sandbox.run_statements is 'Runs the statements of a call.';

revoke all on function sandbox.run_statements from public, anon, authenticated, service_role;
