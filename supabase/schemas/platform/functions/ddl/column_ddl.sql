-- column_ddl: a column of a valid spec as it stands in CREATE TABLE or ADD COLUMN, but for its reference.
-- An enum is text with a check: labels can be added, renamed and removed in one transaction, which an enum type cannot.
create or replace function platform.column_ddl(table_name text, spec jsonb)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name constant text := spec ->> 'name';
  v_type constant text := platform.canonical_type(spec ->> 'type');
  v_sql text := format('%I %s', v_name, platform.sql_type(v_type));
  v_check record;
begin
  if spec ? 'default' then
    v_sql := v_sql || ' default ' || platform.default_expression(spec -> 'default', v_type);
  end if;
  if spec -> 'required' = 'true' then
    v_sql := v_sql || ' not null';
  end if;
  if spec -> 'unique' = 'true' then
    v_sql := v_sql || format(' constraint %I unique', platform.derived_name(table_name, array[v_name], 'key'));
  end if;
  for v_check in select * from platform.column_checks(spec, v_type) loop
    v_sql := v_sql || format(' constraint %I check (%s)',
      platform.derived_name(table_name, array[v_name], v_check.suffix), v_check.condition);
  end loop;
  return v_sql;
end
$$;

comment on function platform.column_ddl is 'A column of a spec as it stands in CREATE TABLE or ADD COLUMN.';

revoke all on function platform.column_ddl from public, anon, authenticated, service_role;
