-- field_problems: checks an object's fields against {"name": {"type": "string", "required": true, "max": 100}, …}.
-- A field may be of JSON type string, number, boolean, array or object, or any. max and min bound a string's length
-- and an array's: too long an array is too_many, any other break is invalid_value.
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
    if not spec ? v_key then
      if v_rule ? 'required' then
        return next (v_path, 'missing', 'is missing')::platform.spec_problem;
      end if;
    elsif v_rule ->> 'type' <> 'any' and jsonb_typeof(spec -> v_key) <> v_rule ->> 'type' then
      return next (v_path, 'invalid_type', format('must be of type %s', v_rule ->> 'type'))::platform.spec_problem;
    elsif v_rule ? 'max' then
      v_size := case v_rule ->> 'type' when 'array' then jsonb_array_length(spec -> v_key) else char_length(spec ->> v_key) end;
      if v_size < coalesce((v_rule ->> 'min')::integer, 0) then
        return next (v_path, 'invalid_value', 'is empty')::platform.spec_problem;
      elsif v_size > (v_rule ->> 'max')::integer then
        return next (v_path, case v_rule ->> 'type' when 'array' then 'too_many' else 'invalid_value' end,
          format('holds %s, at most %s are allowed', v_size, v_rule ->> 'max'))::platform.spec_problem;
      end if;
    end if;
  end loop;
end
$$;

comment on function platform.field_problems is 'What is wrong with an object''s fields.';

revoke all on function platform.field_problems from public, anon, authenticated, service_role;
