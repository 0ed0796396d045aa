-- schema_drift: Returns what was changed in an app's tables behind the platform's back, [{table, column, problem, hint}]:
-- the findings of verify_app, and how tables differ from their baselines. Changes by exec_sql are in the baselines. state
-- is schema_state.
create or replace function platform.schema_drift(app_id bigint, state jsonb)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(
      platform.without_nulls(jsonb_build_object(
        'table', drifted.name, 'column', drifted.column_name, 'problem', drifted.problem, 'hint', drifted.hint))
      order by drifted.name, drifted.column_name, drifted.problem), '[]')
    from (
      select finding.object as name, null as column_name, finding.problem, finding.hint from platform.verify_app(app_id) as finding
      where finding.problem <> 'sign_up_code_failed'
      union all
      select app_tables.name, drift.column_name, drift.problem, drift.hint
      from platform.app_tables
      cross join lateral platform.table_drift(app_tables.baseline, state -> app_tables.name) as drift
      where app_tables.app_id = schema_drift.app_id and state ? app_tables.name and state -> app_tables.name <> app_tables.baseline
    ) as drifted
  );
end
$$;

comment on function platform.schema_drift is 'Returns what was changed in an app''s tables behind the platform''s back.';

revoke all on function platform.schema_drift from public, anon, authenticated, service_role;
