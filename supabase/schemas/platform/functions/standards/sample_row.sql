-- sample_row: Returns a TypeScript object with the values that a new row of a table must have. For a table made from a spec
-- it also has one optional column.
create or replace function platform.sample_row(prefix text, columns platform.api_column[], is_spec boolean)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_item platform.api_column;
  v_fields text[] := '{}';
  v_is_needed boolean;
  v_has_more boolean := false;
begin
  foreach v_item in array columns loop
    -- An owner column without a default must name the user, or no policy admits the row.
    v_is_needed := not (v_item.is_nullable or v_item.has_default) or v_item.name = 'user_id' and not v_item.has_default;
    continue when not v_item.is_insertable or v_item.name in ('id', 'created_at', 'updated_at') and not v_is_needed;
    if not v_is_needed then
      continue when v_has_more or not is_spec or v_item.target is not null or v_item.is_unique or v_item.name = 'user_id';
      v_has_more := true;
    end if;
    v_fields := v_fields || (platform.typescript_key(v_item.name) || ': ' || platform.sample_value(prefix, v_item));
  end loop;
  return case when v_fields = '{}' then '{}' else '{ ' || array_to_string(v_fields, ', ') || ' }' end;
end
$$;

comment on function platform.sample_row is 'Returns a TypeScript object with the values that a new row of a table must have.';

revoke all on function platform.sample_row from public, anon, authenticated, service_role;
