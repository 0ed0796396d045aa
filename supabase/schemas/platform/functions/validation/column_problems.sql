-- column_problems: returns the problems of one column of a spec. tables are the names that a reference may point to;
-- existing holds the SQL types of the table's present columns by name. Nearly every option depends on the type: none is
-- checked while the type is unknown.
create or replace function platform.column_problems(spec jsonb, path text, tables text[], existing jsonb default '{}')
returns setof platform.spec_problem
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_reserved constant text[] := platform.reserved_columns();
  v_fields constant jsonb := platform.spec_fields('column');
  v_type text;
begin
  return query select * from platform.field_problems(spec, path, v_fields);
  if jsonb_typeof(spec) is distinct from 'object' then
    return;
  end if;

  if spec -> 'type' = '"native"' then
    return query select * from platform.native_problems(spec, path, existing);
    return;
  end if;
  return query select * from platform.name_problems(spec, path, v_fields, c_reserved);
  if jsonb_typeof(spec -> 'type') is distinct from 'string' then
    return;
  end if;
  v_type := platform.canonical_type(spec ->> 'type');
  if v_type is null then
    return next (path || '.type', 'unknown_type', format('"%s" is not a column type', left(spec ->> 'type', 100)))::platform.spec_problem;
    return;
  end if;
  if spec ? 'sql_type' then
    return next (path || '.sql_type', 'invalid_option', 'is only an option of a column of type native')::platform.spec_problem;
  end if;
  return query select * from platform.option_problems(spec, v_type, path);
  if spec ? 'references' then
    return query select * from platform.reference_problems(spec, v_type, path, tables);
  end if;
end
$$;

comment on function platform.column_problems is 'The problems of one column of a spec.';

revoke all on function platform.column_problems from public, anon, authenticated, service_role;
