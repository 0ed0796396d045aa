-- enum_value_problems: returns the problems of the values of an enum column. field_problems reports an empty or overlong list.
create or replace function platform.enum_value_problems(spec jsonb, path text)
returns setof platform.spec_problem
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_fields constant jsonb := platform.spec_fields('column');
  v_rule constant jsonb := v_fields #> '{values,items}';
  v_labels constant jsonb := platform.spec_items(spec, v_fields, 'values');
  v_label jsonb;
  v_position integer := -1;
  v_path text;
begin
  if not spec ? 'values' then
    return next (path, 'missing', 'is missing: an enum needs its values')::platform.spec_problem;
  end if;
  for v_label in select * from jsonb_array_elements(v_labels) loop
    v_position := v_position + 1;
    v_path := format('%s[%s]', path, v_position);
    if jsonb_typeof(v_label) <> 'string' then
      return next (v_path, 'invalid_type', 'must be a string')::platform.spec_problem;
    elsif char_length(v_label #>> '{}') not between (v_rule ->> 'minLength')::integer and (v_rule ->> 'maxLength')::integer
      or (v_label #>> '{}') ~ '[\x01-\x1f\x7f-\x9f]' then
      return next (v_path, 'invalid_value',
        format('must have %s to %s characters and no control characters', v_rule ->> 'minLength', v_rule ->> 'maxLength'))
        ::platform.spec_problem;
    elsif exists (
      select from jsonb_array_elements(v_labels) with ordinality as other (label, position)
      where other.label = v_label and other.position <= v_position
    ) then
      return next (v_path, 'duplicate_name', 'is already in the list')::platform.spec_problem;
    end if;
  end loop;
end
$$;

comment on function platform.enum_value_problems is 'The problems of the values of an enum column.';

revoke all on function platform.enum_value_problems from public, anon, authenticated, service_role;
