-- operations_json: Returns operations as plan_schema lists them, in the same order.
create or replace function platform.operations_json(app_id bigint, operations platform.operation[])
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_former constant jsonb := (
    select coalesce(jsonb_object_agg(renamed.table_name, renamed.before), '{}')
    from unnest(operations) as renamed where renamed.op = 'rename_table');
begin
  return (
    select coalesce(jsonb_agg(platform.operation_json(
      operations_json.app_id, operation, coalesce(v_former ->> operation.table_name, operation.table_name))), '[]')
    from unnest(operations) as operation);
end
$$;

comment on function platform.operations_json is 'Returns operations as plan_schema lists them.';

revoke all on function platform.operations_json from public, anon, authenticated, service_role;
