-- option_problems: returns the problems of the options of a column whose type is known. An option that the type does not take is
-- invalid_option. An option of the wrong JSON type is skipped, because field_problems reports it.
create or replace function platform.option_problems(spec jsonb, type text, path text)
returns setof platform.spec_problem
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_key text;
begin
  foreach v_key in array '{max_length,min_length,min,max,values,renamed_values,unique,default}'::text[] loop
    if spec ? v_key and not (case
      when v_key in ('max_length', 'min_length') then type = 'text'
      when v_key in ('min', 'max') then type in ('number', 'integer', 'bigint', 'float')
      when v_key in ('values', 'renamed_values') then type = 'enum'
      when v_key = 'unique' then (type <> 'jsonb' and type not like 'vector%') or spec -> 'unique' = 'false'
      else not spec ? 'references'
    end) then
      return next (path || '.' || v_key, 'invalid_option', case v_key
        when 'default' then 'is not an option of a column that references a table'
        else format('is not an option of a column of type %s', type)
      end)::platform.spec_problem;
    end if;
  end loop;

  if spec -> 'unique' not in ('true', 'false', '"app"') then
    return next (path || '.unique', 'invalid_type', 'must be true, false or "app"')::platform.spec_problem;
  end if;
  if spec ?| '{max_length,min_length,min,max}' then
    return query select * from platform.limit_problems(spec, type, path);
  end if;
  if type = 'enum' then
    return query select * from platform.enum_value_problems(spec, path || '.values');
    return query select * from platform.renamed_value_problems(spec, path || '.renamed_values');
  end if;
  if spec ? 'default' and not spec ? 'references' and not platform.is_valid_default(spec -> 'default', type, spec) then
    return next (path || '.default', 'invalid_default', format('is not a valid default for this column of type %s', type))
      ::platform.spec_problem;
  end if;
end
$$;

comment on function platform.option_problems is 'The problems of the options of a column whose type is known.';

revoke all on function platform.option_problems from public, anon, authenticated, service_role;
