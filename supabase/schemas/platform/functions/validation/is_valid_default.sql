-- is_valid_default: returns whether a JSON value may be the default of a column: a literal of its type within its limits, or an
-- allow-listed function such as {"function": "now"}. Never SQL.
create or replace function platform.is_valid_default(value jsonb, type text, spec jsonb default '{}')
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_kind constant text := jsonb_typeof(value);
  v_text constant text := value #>> '{}';
begin
  if type = 'jsonb' then
    return v_kind <> 'null';
  elsif v_kind = 'object' then
    return value in ('{"function": "now"}', '{"function": "random_uuid"}', '{"function": "current_user_id"}')
      and platform.default_expression(value, type) is not null;
  elsif type like '%[]' then
    return v_kind = 'array' and jsonb_array_length(value) <= 100 and not exists (
      select from jsonb_array_elements(value) as element (item)
      where jsonb_typeof(item) = 'object' or not platform.is_valid_default(item, left(type, -2))
    );
  elsif type in ('number', 'integer', 'bigint', 'float') then
    return platform.is_valid_number(value, type)
      and coalesce(v_text::numeric >= platform.numeric_option(spec, 'min'), true)
      and coalesce(v_text::numeric <= platform.numeric_option(spec, 'max'), true);
  elsif type = 'boolean' then
    return v_kind = 'boolean';
  elsif v_kind <> 'string' then
    return false;
  end if;

  return case type
    when 'text' then char_length(v_text) <= 10000
      and coalesce(char_length(v_text) >= platform.numeric_option(spec, 'min_length'), true)
      and coalesce(char_length(v_text) <= platform.numeric_option(spec, 'max_length'), true)
    when 'enum' then jsonb_typeof(spec -> 'values') = 'array' and spec -> 'values' @> value
    when 'uuid' then v_text ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    when 'date' then v_text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid(v_text, 'date')
    when 'time' then v_text ~ '^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$'
    when 'timestamptz' then
      v_text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$'
      and pg_input_is_valid(left(v_text, 10), 'date')
      -- The offset must not move the instant out of the years 1 to 9999.
      and case when pg_input_is_valid(left(v_text, 10), 'date') then
        v_text::timestamp with time zone at time zone 'UTC' >= '0001-01-01'
        and v_text::timestamp with time zone at time zone 'UTC' < '10000-01-01'
      end
    else false
  end;
end
$$;

comment on function platform.is_valid_default is 'Whether a JSON value may be the default of a column.';

revoke all on function platform.is_valid_default from public, anon, authenticated, service_role;
