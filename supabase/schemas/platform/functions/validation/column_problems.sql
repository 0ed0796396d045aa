-- column_problems: what is wrong with one column of a spec. tables are the names that a reference may point to.
create or replace function platform.column_problems(spec jsonb, path text, tables text[])
returns setof platform.spec_problem
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_type text;
  v_problem platform.spec_problem;
begin
  return query select * from platform.field_problems(spec, path, '{
    "name": {"type": "string", "required": true}, "type": {"type": "string", "required": true},
    "required": {"type": "boolean"}, "unique": {"type": "boolean"}, "default": {"type": "any"},
    "references": {"type": "object"}, "description": {"type": "string", "max": 1000},
    "max_length": {"type": "number"}, "min_length": {"type": "number"}, "min": {"type": "number"}, "max": {"type": "number"},
    "values": {"type": "array", "min": 1, "max": 100}, "renamed_from": {"type": "string"}, "renamed_values": {"type": "object"}}');
  if jsonb_typeof(spec) is distinct from 'object' then
    return;
  end if;

  if jsonb_typeof(spec -> 'name') = 'string' then
    v_problem := platform.name_problem(spec ->> 'name', path || '.name', 63,
      platform.standard_columns() || '{tableoid,ctid,xmin,xmax,cmin,cmax}'::text[]);
    if v_problem is not null then
      return next v_problem;
    end if;
  end if;
  return query select * from platform.rename_problems(spec, path, 63,
    platform.standard_columns() || '{tableoid,ctid,xmin,xmax,cmin,cmax}'::text[]);
  if jsonb_typeof(spec -> 'type') = 'string' then
    v_type := platform.canonical_type(spec ->> 'type');
    if v_type is null then
      return next (path || '.type', 'unknown_type', format('"%s" is no column type', left(spec ->> 'type', 100)))::platform.spec_problem;
    end if;
  end if;
  if v_type is not null then
    return query select * from platform.option_problems(spec, v_type, path);
    if spec ? 'references' then
      return query select * from platform.reference_problems(spec, v_type, path, tables);
    end if;
  end if;
end
$$;

comment on function platform.column_problems is 'What is wrong with one column of a spec.';

revoke all on function platform.column_problems from public, anon, authenticated, service_role;
