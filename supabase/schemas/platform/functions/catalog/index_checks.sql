-- index_checks: Returns the checks of index_sizes that a table has, as (name, columns). They are neither part of its
-- description nor raw objects: they come and go with the indexes. An app's own check has another name, or another form.
create or replace function platform.index_checks(table_id oid)
returns table (name text, columns text[])
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select rule.conname::text, measured.columns
    from pg_catalog.pg_constraint as rule
    join pg_catalog.pg_class as relation on relation.oid = rule.conrelid
    cross join lateral (
      select array_agg(attribute.attname::text order by key.position) as columns
      from unnest(rule.conkey) with ordinality as key (number, position)
      join pg_catalog.pg_attribute as attribute on attribute.attrelid = rule.conrelid and attribute.attnum = key.number
    ) as measured
    where rule.conrelid = index_checks.table_id and rule.contype = 'c'
      and rule.conname = platform.derived_name(relation.relname, measured.columns, 'max_bytes')
      and pg_catalog.pg_get_expr(rule.conbin, rule.conrelid) like '% <= 2400)';
end
$$;

comment on function platform.index_checks is 'Returns the checks of a table that limit what its indexes hold.';

revoke all on function platform.index_checks from public, anon, authenticated, service_role;
