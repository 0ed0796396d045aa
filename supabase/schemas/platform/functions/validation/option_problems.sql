-- option_problems: what is wrong with the options of a column whose type is known. An option that the type does not
-- take is invalid_option; a wrong JSON type was reported by field_problems and is passed over here.
create or replace function platform.option_problems(spec jsonb, type text, path text)
returns setof platform.spec_problem
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_is_numeric constant boolean := type in ('number', 'integer', 'bigint', 'float');
  v_key text;
begin
  foreach v_key in array '{max_length,min_length,min,max,values,renamed_values,unique,default}'::text[] loop
    if spec ? v_key and not (case
      when v_key in ('max_length', 'min_length') then type = 'text'
      when v_key in ('min', 'max') then v_is_numeric
      when v_key in ('values', 'renamed_values') then type = 'enum'
      when v_key = 'unique' then (type <> 'jsonb' and type not like 'vector%') or spec -> 'unique' <> 'true'
      else not spec ? 'references'
    end) then
      return next (path || '.' || v_key, 'invalid_option', format('is not an option of a column of type %s', type))::platform.spec_problem;
    end if;
  end loop;

  if type = 'text' then
    foreach v_key in array '{max_length,min_length}'::text[] loop
      if jsonb_typeof(spec -> v_key) = 'number' and (
        (spec ->> v_key)::numeric not between (v_key = 'max_length')::integer and 1000000
        or (spec ->> v_key)::numeric <> trunc((spec ->> v_key)::numeric)
      ) then
        return next (path || '.' || v_key, 'invalid_value', 'must be a whole number up to 1000000')::platform.spec_problem;
      end if;
    end loop;
    if platform.numeric_option(spec, 'min_length') > platform.numeric_option(spec, 'max_length') then
      return next (path || '.max_length', 'invalid_value', 'is less than min_length')::platform.spec_problem;
    end if;
  elsif v_is_numeric then
    foreach v_key in array '{min,max}'::text[] loop
      if jsonb_typeof(spec -> v_key) = 'number' and not platform.is_valid_number(spec -> v_key, type) then
        return next (path || '.' || v_key, 'invalid_value', format('is no %s within 2^53', type))::platform.spec_problem;
      end if;
    end loop;
    if platform.numeric_option(spec, 'min') > platform.numeric_option(spec, 'max') then
      return next (path || '.max', 'invalid_value', 'is less than min')::platform.spec_problem;
    end if;
  elsif type = 'enum' then
    return query select * from platform.enum_value_problems(spec -> 'values', path || '.values');
    return query select * from platform.renamed_value_problems(spec, path || '.renamed_values');
  end if;

  if spec ? 'default' and not spec ? 'references' and not platform.is_valid_default(spec -> 'default', type, spec) then
    return next (path || '.default', 'invalid_default', format('is no default for a column of type %s', type))::platform.spec_problem;
  end if;
end
$$;

comment on function platform.option_problems is 'What is wrong with the options of a column.';

revoke all on function platform.option_problems from public, anon, authenticated, service_role;
