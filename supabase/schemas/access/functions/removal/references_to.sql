-- references_to: Returns the foreign keys to the given tables as (id, source, source_id, target, target_id, condition,
-- optional, is_needed). source and target are table names in SQL; condition tells which rows of source reference a row of
-- target; optional is a column that may become null. is_needed means that the row is deleted with its target, because the
-- key cascades, has no such column, or is listed in needed. Keys that cascade within the trash are omitted: PostgreSQL
-- handles them.
-- Called by: access.delete_rows.
create or replace function access.references_to(tables oid[], needed oid[])
returns table (id oid, source text, source_id oid, target text, target_id oid, condition text, optional text, is_needed boolean)
language plpgsql
stable
rows 10
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select link.oid, link.conrelid::regclass::text, link.conrelid, link.confrelid::regclass::text, link.confrelid, keys.condition,
      keys.optional,
      link.confdeltype = 'c' or keys.optional is null or link.oid = any (needed)
    from pg_catalog.pg_constraint as link
    join pg_catalog.pg_class as relation on relation.oid = link.conrelid
    cross join lateral (
      select string_agg(format('target.%I operator(%I.%s) source.%I',
          theirs.attname, pg_namespace.nspname, pg_operator.oprname, ours.attname), ' and ') as condition,
        min(ours.attname::text) filter (where not ours.attnotnull and ours.attgenerated = '') as optional
      from unnest(link.conkey, link.confkey, link.conpfeqop) as pair (ours, theirs, operator)
      join pg_catalog.pg_attribute as ours on ours.attrelid = link.conrelid and ours.attnum = pair.ours
      join pg_catalog.pg_attribute as theirs on theirs.attrelid = link.confrelid and theirs.attnum = pair.theirs
      join pg_catalog.pg_operator on pg_operator.oid = pair.operator
      join pg_catalog.pg_namespace on pg_namespace.oid = pg_operator.oprnamespace
    ) as keys
    where link.contype = 'f' and link.confrelid = any (tables)
      and not (link.confdeltype = 'c' and relation.relnamespace = 'trash'::regnamespace);
end
$$;

comment on function access.references_to is 'Returns the foreign keys to tables, and what happens to the rows that reference them.';

revoke all on function access.references_to from public, anon, authenticated, service_role;
