-- column_constraints: Returns a table's constraints on one column, apart from its primary key, as (name, kind, column_name,
-- options): kind is pg_constraint's contype, options are the limits that a check states.
create or replace function platform.column_constraints(table_id oid)
returns table (name text, kind text, column_name text, options text[])
language plpgsql
stable
rows 5
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select pg_constraint.conname::text, pg_constraint.contype::text, attribute.attname::text,
      array(
        select limits.option from platform.option_from_check(pg_catalog.pg_get_expr(conbin, conrelid), attribute.attname) as limits
        where contype = 'c')
    from pg_catalog.pg_constraint
    join pg_catalog.pg_attribute as attribute on attribute.attrelid = conrelid and attribute.attnum = conkey[1]
    where conrelid = table_id and contype in ('u', 'f', 'c') and cardinality(conkey) = 1
    order by conname;
end
$$;

comment on function platform.column_constraints is 'Returns a table''s constraints on one column.';

revoke all on function platform.column_constraints from public, anon, authenticated, service_role;
