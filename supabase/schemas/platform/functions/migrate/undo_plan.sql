-- undo_plan: Returns the arguments with which change_schema undoes operations that are about to run, {desired, drops}: the
-- tables that they touch as they are now, with every rename reversed. run_operations adds what was saved as restores.
create or replace function platform.undo_plan(app_id bigint, desired jsonb, operations platform.operation[])
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_made constant text[] := array(
    select operation.table_name from unnest(operations) as operation where operation.op in ('create_table', 'restore_table'));
  v_undo jsonb := '[]';
  v_table record;
begin
  for v_table in
    select distinct operation.table_name as name, coalesce(renamed.before #>> '{}', operation.table_name) as old_name
    from unnest(operations) as operation
    -- The same change may give a dropped table's name to another table.
    left join unnest(operations) as renamed
      on renamed.op = 'rename_table' and renamed.table_name = operation.table_name and operation.op <> 'drop_table'
    where operation.table_name <> all (v_made) or operation.op = 'drop_table'
    order by old_name
  loop
    v_undo := v_undo || platform.undo_table_spec(
      platform.describe_table(app_id, v_table.old_name) - 'full_name', v_table.name,
      (select item from jsonb_array_elements(desired) as element (item)
        where item ->> 'name' = v_table.name
          and not exists (
            select from unnest(operations) as dropped
            where dropped.op = 'drop_table' and dropped.table_name = v_table.old_name)));
  end loop;
  return jsonb_build_object('desired', v_undo, 'drops', to_jsonb(v_made));
end
$$;

comment on function platform.undo_plan is 'Returns the arguments with which change_schema undoes operations.';

revoke all on function platform.undo_plan from public, anon, authenticated, service_role;
