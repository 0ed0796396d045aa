-- field_problems: returns the problems of the fields of an object, held against {"name": {"type": "string", "required": true,
-- "maxLength": 100}, …}. A type is a JSON type, or any. A list over its maxItems is too_many; every other length out of bounds is
-- invalid_value.
create or replace function platform.field_problems(spec jsonb, path text, fields jsonb)
returns setof platform.spec_problem
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_key text;
  v_rule jsonb;
  v_path text;
  v_size integer;
  v_maximum integer;
  v_is_list boolean;
begin
  if jsonb_typeof(spec) is distinct from 'object' then
    return next (path, 'invalid_type', 'must be an object')::platform.spec_problem;
    return;
  end if;
  for v_key in select key from jsonb_object_keys(spec) as key where not fields ? key loop
    return next (platform.join_path(path, v_key), 'unknown_field', 'is not a field of the spec')::platform.spec_problem;
  end loop;
  for v_key, v_rule in select * from jsonb_each(fields) where spec ? key or value ? 'required' loop
    v_path := platform.join_path(path, v_key);
    v_is_list := v_rule ->> 'type' = 'array';
    v_maximum := coalesce(v_rule ->> 'maxItems', v_rule ->> 'maxLength')::integer;
    if not spec ? v_key then
      return next (v_path, 'missing', 'is missing')::platform.spec_problem;
    elsif v_rule ->> 'type' <> 'any' and jsonb_typeof(spec -> v_key) <> v_rule ->> 'type' then
      return next (v_path, 'invalid_type', format('must be of type %s', v_rule ->> 'type'))::platform.spec_problem;
    elsif v_maximum is not null then
      v_size := case when v_is_list then jsonb_array_length(spec -> v_key) else char_length(spec ->> v_key) end;
      if v_size < coalesce(v_rule ->> 'minItems', v_rule ->> 'minLength', '0')::integer then
        return next (v_path, 'invalid_value', 'must not be empty')::platform.spec_problem;
      elsif v_size > v_maximum then
        return next (v_path, case when v_is_list then 'too_many' else 'invalid_value' end,
          format('has %s %s; at most %s are allowed', v_size, case when v_is_list then 'items' else 'characters' end, v_maximum))
          ::platform.spec_problem;
      end if;
    end if;
  end loop;
end
$$;

comment on function platform.field_problems is 'The problems of the fields of an object in a spec.';

revoke all on function platform.field_problems from public, anon, authenticated, service_role;
