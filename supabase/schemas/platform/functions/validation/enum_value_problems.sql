-- enum_value_problems: what is wrong with the values of an enum column. An empty or overlong list was reported by field_problems.
create or replace function platform.enum_value_problems(labels jsonb, path text)
returns setof platform.spec_problem
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_label jsonb;
  v_position integer := -1;
  v_path text;
begin
  if labels is null then
    return next (path, 'missing', 'is missing: an enum needs its values')::platform.spec_problem;
    return;
  elsif jsonb_typeof(labels) <> 'array' or jsonb_array_length(labels) > 100 then
    return;
  end if;
  for v_label in select * from jsonb_array_elements(labels) loop
    v_position := v_position + 1;
    v_path := format('%s[%s]', path, v_position);
    if jsonb_typeof(v_label) <> 'string' then
      return next (v_path, 'invalid_type', 'must be a string')::platform.spec_problem;
    elsif char_length(v_label #>> '{}') not between 1 and 100 or (v_label #>> '{}') ~ '[\x01-\x1f\x7f-\x9f]' then
      return next (v_path, 'invalid_value', 'must have 1 to 100 characters and no control characters')::platform.spec_problem;
    elsif exists (
      select from jsonb_array_elements(labels) with ordinality as other (label, position)
      where other.label = v_label and other.position <= v_position
    ) then
      return next (v_path, 'duplicate_name', 'stands in the list already')::platform.spec_problem;
    end if;
  end loop;
end
$$;

comment on function platform.enum_value_problems is 'What is wrong with the values of an enum column.';

revoke all on function platform.enum_value_problems from public, anon, authenticated, service_role;
