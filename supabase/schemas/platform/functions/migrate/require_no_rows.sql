-- require_no_rows: Rejects an operation if rows conflict with it, and names up to three of them.
-- Errors: 22023 cast_failed, 23502 rows_without_value, 23505 duplicate_values, 23514 value_in_use, limit_violated or
-- too_long_for_index, 23503 reference_violated.
create or replace function platform.require_no_rows(app_id bigint, operation platform.operation)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, operation.table_name);
  v_target constant text := v_table || coalesce('.' || operation.column_name, ' (' || (
    select string_agg(name, ', ' order by position)
    from jsonb_array_elements_text(operation.after -> 'columns') with ordinality as element (name, position)) || ')', '');
  v_found json;
begin
  execute format('select sandbox.%I($1, 3, 10000)', platform.app_role(app_id) || '_read') into v_found
  using format('select id::text from public.%I where %s limit 3', v_table, operation.violation_condition);
  if (v_found ->> 'row_count')::integer > 0 then
    raise exception 'Cannot %: the rows with id % %',
      case operation.violation_reason
        when 'cast_failed' then format('change the type of "%s"', v_target)
        when 'rows_without_value' then format('make "%s" required', v_target)
        when 'duplicate_values' then format('make "%s" unique', v_target)
        when 'value_in_use' then format('change the values of "%s"', v_target)
        when 'too_long_for_index' then format('index "%s"', v_target)
        when 'reference_violated' then format('make "%s" a reference to "%s"', v_target, operation.after ->> 'table')
        else format('limit "%s"', v_target) end,
      (select string_agg(item ->> 'id', ', ') from json_array_elements(v_found -> 'rows') as element (item)),
      case operation.violation_reason
        when 'cast_failed' then 'have values that the new type cannot hold'
        when 'rows_without_value' then 'have no value'
        when 'duplicate_values' then 'share their value with other rows'
        when 'value_in_use' then 'have a value that is not among the new ones'
        when 'too_long_for_index' then 'have values of more than 2400 bytes'
        when 'reference_violated' then 'point to rows that do not exist'
        else 'have values outside the limit' end
      using errcode = case operation.violation_reason when 'cast_failed' then '22023' when 'rows_without_value' then '23502'
          when 'duplicate_values' then '23505' when 'reference_violated' then '23503' else '23514' end,
        detail = operation.violation_reason,
        hint = case operation.violation_reason
          when 'cast_failed' then 'Change these values to ones that the new type can hold, then try again.'
          when 'rows_without_value' then 'Add a default, which fills these rows, or leave the column optional.'
          when 'duplicate_values' then 'Make the values unique, then try again.'
          when 'value_in_use' then 'Keep the value, or map it to a new one in renamed_values.'
          when 'too_long_for_index' then 'Shorten these values, or omit the index or unique.'
          when 'reference_violated' then 'Point these rows to existing rows, or set the column to null, then try again.'
          else 'Change these values or widen the limit, then try again.' end;
  end if;
end
$$;

comment on function platform.require_no_rows is 'Rejects an operation if rows conflict with it.';

revoke all on function platform.require_no_rows from public, anon, authenticated, service_role;
