-- reference_problems: returns the problems of the reference of a column. A reference names one of tables by its short name, so it
-- can never point to another app.
create or replace function platform.reference_problems(spec jsonb, type text, path text, tables text[])
returns setof platform.spec_problem
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_reference constant jsonb := spec -> 'references';
  v_path constant text := path || '.references';
begin
  if type <> 'uuid' then
    return next (path || '.type', 'type_mismatch', 'must be uuid, the type of the referenced id')::platform.spec_problem;
  end if;
  if jsonb_typeof(v_reference) <> 'object' then
    return;
  end if;
  return query select * from platform.field_problems(v_reference, v_path, platform.spec_fields('reference'));
  if jsonb_typeof(v_reference -> 'table') = 'string' and (v_reference ->> 'table' = any (tables || 'users'::text)) is not true then
    return next (v_path || '.table', 'unknown_table', format('"%s" is not a table of this app', left(v_reference ->> 'table', 100)))
      ::platform.spec_problem;
  end if;
  if jsonb_typeof(v_reference -> 'column') = 'string' and v_reference ->> 'column' <> 'id' then
    return next (v_path || '.column', 'invalid_value', 'must be id')::platform.spec_problem;
  end if;
  if jsonb_typeof(v_reference -> 'on_delete') = 'string' then
    if v_reference ->> 'on_delete' not in ('cascade', 'restrict', 'set_null') then
      return next (v_path || '.on_delete', 'invalid_value', 'must be cascade, restrict or set_null')::platform.spec_problem;
    elsif v_reference ->> 'on_delete' = 'set_null' and spec -> 'required' = 'true' then
      return next (v_path || '.on_delete', 'invalid_value', 'must not be set_null for a required column')::platform.spec_problem;
    end if;
  end if;
end
$$;

comment on function platform.reference_problems is 'The problems of the reference of a column.';

revoke all on function platform.reference_problems from public, anon, authenticated, service_role;
