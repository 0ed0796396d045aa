-- option_problems: what is wrong with the options of a column that its type takes. type is null where it is unknown: what
-- depends on it is passed over then. A wrong JSON type was reported by field_problems and is passed over here.
create or replace function platform.option_problems(spec jsonb, type text, path text)
returns setof platform.spec_problem
language plpgsql
stable
set search_path = ''
as $$
declare
  v_key text;
begin
  for v_key in select unnest('{max_length,min_length}'::text[]) loop
    if platform.numeric_option(spec, v_key) not between (v_key = 'max_length')::integer and 1000000
      or platform.numeric_option(spec, v_key) <> trunc(platform.numeric_option(spec, v_key)) then
      return next (path || '.' || v_key, 'invalid_value', 'must be a whole number up to 1000000')::platform.spec_problem;
    end if;
  end loop;
  if platform.numeric_option(spec, 'min_length') > platform.numeric_option(spec, 'max_length') then
    return next (path || '.max_length', 'invalid_value', 'is less than min_length')::platform.spec_problem;
  end if;

  for v_key in select unnest('{min,max}'::text[]) loop
    if jsonb_typeof(spec -> v_key) = 'number' and not platform.is_number_of(spec -> v_key, coalesce(type, 'number')) then
      return next (path || '.' || v_key, 'invalid_value', format('is no %s within 2^53', coalesce(type, 'number')))::platform.spec_problem;
    end if;
  end loop;
  if platform.numeric_option(spec, 'min') > platform.numeric_option(spec, 'max') then
    return next (path || '.max', 'invalid_value', 'is less than min')::platform.spec_problem;
  end if;

  if type = 'enum' or spec ? 'values' then
    return query select * from platform.label_problems(spec -> 'values', path || '.values');
  end if;
  if spec -> 'default' = 'null' or (spec ? 'default' and type is not null and not platform.is_default_of(spec -> 'default', type, spec)) then
    return next (path || '.default', 'invalid_default', format('is no default for a column of type %s', type))::platform.spec_problem;
  end if;
end
$$;

comment on function platform.option_problems is 'What is wrong with the options of a column.';

revoke all on function platform.option_problems from public, anon, authenticated, service_role;
