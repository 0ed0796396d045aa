-- column_problems: what is wrong with one column of a spec. tables are the names that a reference may point to. An option
-- that the type does not take is one problem, whatever its value.
create or replace function platform.column_problems(spec jsonb, path text, tables text[])
returns setof platform.spec_problem
language plpgsql
stable
set search_path = ''
as $$
declare
  v_type constant text := case jsonb_typeof(spec -> 'type') when 'string' then platform.canonical_type(spec ->> 'type') end;
  v_untaken constant text[] := case when v_type is null then '{}' else platform.untaken_options(spec, v_type) end;
begin
  if jsonb_typeof(spec) is distinct from 'object' then
    return next (path, 'invalid_type', 'must be an object')::platform.spec_problem;
    return;
  end if;
  return query select * from platform.field_problems(spec - v_untaken, path, '{
    "name": {"type": "string", "required": true}, "type": {"type": "string", "required": true},
    "required": {"type": "boolean"}, "unique": {"type": "boolean"}, "default": {"type": "any"},
    "references": {"type": "object"}, "description": {"type": "string", "max": 1000},
    "max_length": {"type": "number"}, "min_length": {"type": "number"}, "min": {"type": "number"}, "max": {"type": "number"},
    "values": {"type": "array", "min": 1, "max": 100}}');
  if jsonb_typeof(spec -> 'name') = 'string' then
    return query select problem.* from platform.name_problem(spec ->> 'name', path || '.name', 63,
      '{id,user_id,created_at,updated_at,tableoid,ctid,xmin,xmax,cmin,cmax}') as problem where problem.path is not null;
  end if;
  if jsonb_typeof(spec -> 'type') = 'string' and v_type is null then
    return next (path || '.type', 'unknown_type', format('"%s" is no column type', left(spec ->> 'type', 100)))::platform.spec_problem;
  end if;
  return query
    select path || '.' || key, 'invalid_option', format('is not an option of a column of type %s', v_type)
    from unnest(v_untaken) as key;
  return query select * from platform.option_problems(spec - v_untaken, v_type, path);
  return query select * from platform.reference_problems(spec, v_type, path, tables);
end
$$;

comment on function platform.column_problems is 'What is wrong with one column of a spec.';

revoke all on function platform.column_problems from public, anon, authenticated, service_role;
