-- run_group: Runs the DDL of operations as the app, in one call of its executor, and updates the registry. The sequence of a
-- restored column is new and gets its grants.
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
    perform sandbox.run_as_app(run_group.app_id, platform.grant_ddl(relation.relname, 'sequence'))
    from unnest(operations) as operation
    cross join lateral pg_catalog.pg_get_serial_sequence(
      format('public.%I', platform.app_object(run_group.app_id, operation.table_name)), operation.column_name) as sequence_name
    join pg_catalog.pg_class as relation on relation.oid = to_regclass(sequence_name)
    where operation.op = 'restore_column';
  end if;
  perform platform.register_operations(app_id, operations);
end
$$;

comment on function platform.run_group is 'Runs the DDL of operations as the app, in one call of its executor.';

revoke all on function platform.run_group from public, anon, authenticated, service_role;
