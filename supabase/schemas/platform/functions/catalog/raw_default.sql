-- raw_default: Returns the expression of a column's default, or null. It is one of raw DDL that no spec can state if the
-- description of the column has no default.
create or replace function platform.raw_default(table_id oid, column_name text)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select pg_catalog.pg_get_expr(adbin, adrelid)
    from pg_catalog.pg_attrdef
    join pg_catalog.pg_attribute on attrelid = adrelid and attnum = adnum
    where adrelid = raw_default.table_id and attname = raw_default.column_name);
end
$$;

comment on function platform.raw_default is 'Returns the expression of a column''s default.';

revoke all on function platform.raw_default from public, anon, authenticated, service_role;
