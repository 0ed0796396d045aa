-- require_no_functions: Rejects operations that rename or drop a table or a column that a function of the app names. PostgreSQL reads
-- the source of a function only when it runs, so the function would fail then. A function names a column if its source contains the
-- names of the table and of the column, as words; that may be more than those that use it.
-- Called by: plan_operations.
-- Errors: PT409 object_in_use.
create or replace function platform.require_no_functions(app_id bigint, operations platform.operation[])
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_use record;
begin
  if not exists (select from platform.app_functions where app_functions.app_id = require_no_functions.app_id) then
    return;
  end if;
  select code.proname, changed.* into v_use
  from unnest(operations) as operation
  -- An earlier operation may rename the table.
  left join unnest(operations) as renamed
    on renamed.op = 'rename_table' and renamed.table_name = operation.table_name and operation.op <> 'drop_table'
  cross join lateral (
    select replace(operation.op, '_', ' ') as what,
      platform.app_object(require_no_functions.app_id, coalesce(renamed.before #>> '{}', operation.table_name)) as table_name,
      case operation.op when 'rename_column' then operation.before #>> '{}' when 'drop_column' then operation.column_name end as column_name
  ) as changed
  join platform.app_functions on app_functions.app_id = require_no_functions.app_id
  join pg_catalog.pg_proc as code on code.oid = app_functions.function_id
  where operation.op in ('rename_table', 'drop_table', 'rename_column', 'drop_column')
    and code.prosrc ~* ('\m' || changed.table_name || '\M')
    and (changed.column_name is null or code.prosrc ~* ('\m' || changed.column_name || '\M'))
  limit 1;
  if found then
    raise exception 'Cannot % "%": the function "%" names it',
      v_use.what, concat_ws('.', v_use.table_name, v_use.column_name), v_use.proname
      using errcode = 'PT409', detail = 'object_in_use',
        hint = format('Drop the function "%s" with exec_sql, try again, then create it again with the new names.', v_use.proname);
  end if;
end
$$;

comment on function platform.require_no_functions is 'Rejects operations on tables and columns that a function of the app names.';

revoke all on function platform.require_no_functions from public, anon, authenticated, service_role;
