-- gate_policies: Binds the policies that an app wrote to the kinds of callers they name (see policy_gates), and returns the names of
-- the tables that it changed.
-- Called by: reconcile_app and repair_protection.
create or replace function platform.gate_policies(app_id bigint, relations oid[] default null)
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_tables text[];
  v_sql text;
begin
  select array_agg(distinct gate.table_name), string_agg(gate.ddl, '') into v_tables, v_sql
  from platform.policy_gates(app_id, relations) as gate;
  if v_sql is not null then
    perform sandbox.run_as_app(app_id, v_sql);
  end if;
  return coalesce(v_tables, '{}');
end
$$;

comment on function platform.gate_policies is 'Binds the policies that an app wrote to the kinds of callers they name.';

revoke all on function platform.gate_policies from public, anon, authenticated, service_role;
