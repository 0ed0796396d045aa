-- schema_fields: Returns the fields of a whole-app spec with their rules. An app may keep as many tables as it has, or none.
create or replace function platform.schema_fields(app_id bigint)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_fields constant jsonb := platform.spec_fields('schema');
  v_all integer;
  v_managed integer;
begin
  if app_id is null then
    return v_fields;
  end if;
  select count(*), count(*) filter (where platform.is_spec_scope(app_tables.scope)) into v_all, v_managed
  from platform.app_tables where app_tables.app_id = schema_fields.app_id;
  return jsonb_set(v_fields, '{tables}', v_fields -> 'tables' || jsonb_build_object(
    'minItems', least(v_managed, (v_fields #>> '{tables,minItems}')::integer),
    'maxItems', greatest(v_all, (v_fields #>> '{tables,maxItems}')::integer)));
end
$$;

comment on function platform.schema_fields is 'Returns the fields of a whole-app spec with their rules.';

revoke all on function platform.schema_fields from public, anon, authenticated, service_role;
