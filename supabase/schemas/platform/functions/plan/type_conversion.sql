-- type_conversion: Returns how a column of one type becomes another type of a spec. target names the column: todos.title. An
-- enum is text with a check, so it converts like text. There is no conversion between sizes of vector, only by way of text.
-- When a change is undone, a type without a way back is allowed, too: the values come from the trash.
-- Errors: 22023 unsupported_type_change.
create or replace function platform.type_conversion(target text, from_type text, to_type text, is_undone boolean default false)
returns platform.type_conversions
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_from constant text := case from_type when 'enum' then 'text' else from_type end;
  v_to constant text := case to_type when 'enum' then 'text' else to_type end;
  v_conversion platform.type_conversions;
begin
  if from_type = 'native' then
    raise exception 'Cannot change the type of "%" from "%" to "%": SQL and not a spec has set the type of the column',
      target, type_conversion.from_type, type_conversion.to_type
      using errcode = '22023', detail = 'unsupported_type_change',
        hint = 'Repeat the column as describe_app returns it, or change its type with exec_sql first.';
  end if;
  select * into v_conversion from platform.type_conversions
  where (type_conversions.from_type, type_conversions.to_type) in ((v_from, v_to), ('any', v_to), (v_from, 'any'))
  order by (type_conversions.from_type = 'any')::integer + (type_conversions.to_type = 'any')::integer
  limit 1;
  if not found and is_undone then
    select v_from, v_to, 'null::%2$s', 'false', false into v_conversion;
  elsif not found then
    raise exception 'Cannot change the type of "%" from "%" to "%": there is no conversion',
      target, type_conversion.from_type, type_conversion.to_type
      using errcode = '22023', detail = 'unsupported_type_change',
        hint = 'Change the type to text first, or add a column of the new type instead.';
  end if;
  return v_conversion;
end
$$;

comment on function platform.type_conversion is 'Returns how a column of one type becomes another.';

revoke all on function platform.type_conversion from public, anon, authenticated, service_role;
