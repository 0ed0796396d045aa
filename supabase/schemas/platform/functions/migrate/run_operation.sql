-- run_operation: Runs one operation: rejects it if rows conflict with it, saves what it would lose, and runs its DDL as the
-- app. Returns the id of the trash entry with what was saved, or null.
-- Errors: the operation's violation_reason with the first rows; 2BP01 table_in_use.
create or replace function platform.run_operation(app_id bigint, operation platform.operation)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_saved bigint;
begin
  if operation.violation_condition is not null then
    perform platform.require_no_rows(app_id, operation);
  end if;
  if operation.saves = 'table' then
    return platform.move_to_trash(app_id, operation.table_name);
  elsif operation.saves is not null then
    v_saved := platform.save_values(app_id, operation);
  end if;
  if operation.op = 'restore_table' then
    perform platform.restore_from_trash(app_id, (operation.after #>> '{}')::bigint);
  elsif operation.sql <> '' then
    perform sandbox.run_as_app(app_id, operation.sql);
  end if;
  if operation.saves = 'nulls' then
    perform sandbox.run_as_app(app_id, format(
      'update trash.%1$I as saved set written = %2$I.%3$I from public.%2$I where %2$I.id = saved.id',
      platform.app_object(app_id, v_saved::text), operation.after ->> 'table', operation.after ->> 'column'));
  end if;
  return v_saved;
end
$$;

comment on function platform.run_operation is 'Runs one operation of a schema change.';

revoke all on function platform.run_operation from public, anon, authenticated, service_role;
