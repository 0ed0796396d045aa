-- limit_problems: returns the problems of min_length and max_length of a text column, or min and max of a numeric one.
create or replace function platform.limit_problems(spec jsonb, type text, path text)
returns setof platform.spec_problem
language plpgsql
immutable
rows 1
set search_path = pg_catalog, pg_temp
as $$
declare
  v_fields constant jsonb := platform.spec_fields('column');
  v_keys constant text[] := case
    when type = 'text' then '{min_length,max_length}'
    when type in ('number', 'integer', 'bigint', 'float') then '{min,max}'
    else '{}'
  end;
  v_key text;
  v_limit numeric;
begin
  foreach v_key in array v_keys loop
    v_limit := platform.numeric_option(spec, v_key);
    continue when v_limit is null;
    if type <> 'text' and not platform.is_valid_number(spec -> v_key, type) then
      return next (path || '.' || v_key, 'invalid_value', format('must be a value of type %s, within ±(2^53 - 1)', type))
        ::platform.spec_problem;
    elsif type = 'text' and (v_limit <> trunc(v_limit)
      or v_limit not between (v_fields -> v_key ->> 'minimum')::numeric and (v_fields -> v_key ->> 'maximum')::numeric) then
      return next (path || '.' || v_key, 'invalid_value',
        format('must be a whole number from %s to %s', v_fields -> v_key ->> 'minimum', v_fields -> v_key ->> 'maximum'))
        ::platform.spec_problem;
    end if;
  end loop;
  if platform.numeric_option(spec, v_keys[1]) > platform.numeric_option(spec, v_keys[2]) then
    return next (path || '.' || v_keys[2], 'invalid_value', format('must not be less than %s', v_keys[1]))::platform.spec_problem;
  end if;
end
$$;

comment on function platform.limit_problems is 'The problems of the limits of a text or numeric column.';

revoke all on function platform.limit_problems from public, anon, authenticated, service_role;
