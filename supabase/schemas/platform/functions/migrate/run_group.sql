-- run_group: Runs the DDL of operations as the app, in one call of its executor, and updates the registry.
create or replace function platform.run_group(app_id bigint, operations platform.operation[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_sql constant text := (
    select string_agg((operations[position]).sql, '' order by position) from generate_subscripts(operations, 1) as position);
begin
  if v_sql <> '' then
    perform sandbox.run_as_app(app_id, v_sql);
  end if;
  perform platform.register_operations(app_id, operations);
end
$$;

comment on function platform.run_group is 'Runs the DDL of operations as the app, in one call of its executor.';

revoke all on function platform.run_group from public, anon, authenticated, service_role;
