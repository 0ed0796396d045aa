-- run_statements: Runs the statements of a call in order. After DDL, reconcile_app protects and registers what changed, and
-- the app must be sound. Rows are capped for the whole call: max_rows per statement, sql_max_result_bytes of JSON in total.
-- Called by: platform.exec_sql.
-- Errors: those of run_statement, platform.lock_app, platform.reconcile_app and platform.require_sound_app.
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
  v_before jsonb;
begin
  foreach v_statement in array statements loop
    if v_statement.kind = 'ddl' and not v_has_ddl then
      perform platform.lock_app(app_id);
      v_has_ddl := true;
      select jsonb_object_agg(relation.name, relation.id) into v_before from platform.registered_relations(app_id) as relation;
    end if;
    v_result := sandbox.run_statement(app_id, v_statement, coalesce((options ->> 'read_only')::boolean, false),
      v_max_rows, greatest(v_bytes, 0));
    v_bytes := v_bytes - octet_length(v_result::text);
    v_results := v_results || v_result;
  end loop;
  if v_has_ddl then
    perform platform.reconcile_app(app_id, everything => false, before => v_before);
  end if;
  return v_results;
end
$$;

comment on function sandbox.run_statements is 'Runs the statements of a call.';

revoke all on function sandbox.run_statements from public, anon, authenticated, service_role;
