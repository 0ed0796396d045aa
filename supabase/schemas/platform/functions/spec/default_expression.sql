-- default_expression: returns the SQL of a default in a spec, or null for a function that the type does not take. A literal is quoted
-- and cast to the type, so no value can become SQL. The value must have passed is_valid_default.
create or replace function platform.default_expression(value jsonb, type text)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when jsonb_typeof(value) = 'object' and type <> 'jsonb' then
      case value ->> 'function' || ' ' || type
        when 'now timestamptz' then 'now()'
        when 'now date' then 'current_date'
        when 'now time' then 'localtime'
        when 'random_uuid uuid' then 'gen_random_uuid()'
        when 'current_user_id uuid' then 'access.user_id()'
      end
    else format('%L::%s',
      case
        when type = 'jsonb' then value::text
        when jsonb_typeof(value) = 'array' then (
          select coalesce(array_agg(
            case jsonb_typeof(item) when 'number' then trim_scale((item #>> '{}')::numeric)::text else item #>> '{}' end), '{}')::text
          from jsonb_array_elements(value) as element (item)
        )
        -- JSON takes 1.0 for a whole number; an integer column does so only after trim_scale.
        when jsonb_typeof(value) = 'number' then trim_scale((value #>> '{}')::numeric)::text
        else value #>> '{}'
      end,
      platform.sql_type(type))
  end;
end
$$;

comment on function platform.default_expression is 'The SQL of a default in a spec.';

revoke all on function platform.default_expression from public, anon, authenticated, service_role;
