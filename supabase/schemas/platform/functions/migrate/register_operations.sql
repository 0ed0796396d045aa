-- register_operations: Updates the registry after operations ran: new tables with their baselines, names, scopes and
-- display names. Operations come by phase, so a rename frees a name before another table takes it.
create or replace function platform.register_operations(app_id bigint, operations platform.operation[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_operation platform.operation;
begin
  foreach v_operation in array operations loop
    case v_operation.op
      when 'create_table' then
        insert into platform.app_tables (app_id, name, scope, display_name, baseline)
        values (app_id, v_operation.table_name, v_operation.after ->> 'scope', v_operation.after ->> 'display_name', v_operation.baseline);
      when 'rename_table' then
        perform platform.rename_in_registry(app_id, v_operation.before #>> '{}', v_operation.table_name);
      when 'set_scope' then
        update platform.app_tables set scope = v_operation.after #>> '{}'
        where app_tables.app_id = register_operations.app_id and app_tables.name = v_operation.table_name;
      when 'set_display_name' then
        update platform.app_tables set display_name = v_operation.after #>> '{}'
        where app_tables.app_id = register_operations.app_id and app_tables.name = v_operation.table_name;
      else null;
    end case;
  end loop;
end
$$;

comment on function platform.register_operations is 'Updates the registry after operations ran.';

revoke all on function platform.register_operations from public, anon, authenticated, service_role;
