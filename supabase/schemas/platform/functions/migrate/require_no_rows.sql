-- require_no_rows: Rejects an operation if rows conflict with it, and names up to three of them.
-- Errors: 22023 cast_failed, 23502 rows_without_value, 23505 duplicate_values, 23514 value_in_use or limit_violated, 23503
-- reference_violated.
create or replace function platform.require_no_rows(app_id bigint, operation platform.operation)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, operation.table_name);
  v_found json;
begin
  execute format('select sandbox.%I($1, 3, 10000)', platform.app_role(app_id) || '_read') into v_found
  using format('select id::text from public.%I where %s limit 3', v_table, operation.violation_condition);
  if (v_found ->> 'row_count')::integer > 0 then
    raise exception 'Cannot % on "%": the rows with id % stand against it', replace(operation.op, '_', ' '),
      v_table || coalesce('.' || operation.column_name, ''),
      (select string_agg(item ->> 'id', ', ') from json_array_elements(v_found -> 'rows') as element (item))
      using errcode = case operation.violation_reason when 'cast_failed' then '22023' when 'rows_without_value' then '23502'
          when 'duplicate_values' then '23505' when 'reference_violated' then '23503' else '23514' end,
        detail = operation.violation_reason,
        hint = case operation.violation_reason
          when 'cast_failed' then 'Change these values to ones that the new type can hold, then try again.'
          when 'rows_without_value' then 'Give the column a default, which fills these rows, or leave it optional.'
          when 'duplicate_values' then 'Make the values differ, then try again.'
          when 'value_in_use' then 'Keep the value, or say in renamed_values what it becomes.'
          when 'reference_violated' then 'Point these rows to rows that exist, or empty the column.'
          else 'Change these values, or widen the limit.' end;
  end if;
end
$$;

comment on function platform.require_no_rows is 'Rejects an operation if rows conflict with it.';

revoke all on function platform.require_no_rows from public, anon, authenticated, service_role;
