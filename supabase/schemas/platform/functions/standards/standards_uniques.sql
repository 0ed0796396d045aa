-- standards_uniques: Returns the sets of columns of a table that are unique together, one line each, with the argument that upsert
-- needs, or ''. A column that is unique by itself says so (see standards_column).
create or replace function platform.standards_uniques(table_id oid)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce((
    select string_agg('- Unique together: ' || keys.shown
        || '. A second row with the same values fails with `23505`; to upsert by them, pass '
        || platform.markdown_code('{ onConflict: ' || platform.typescript_string(keys.listed) || ' }') || E'.\n', '' order by keys.listed)
      || E'\n'
    from pg_catalog.pg_index
    cross join lateral (
      select string_agg(platform.markdown_code(attname), ', ' order by key.position) as shown,
        string_agg(attname, ',' order by key.position) as listed
      from unnest(indkey::smallint[]) with ordinality as key (number, position)
      join pg_catalog.pg_attribute on attrelid = indrelid and attnum = key.number
    ) as keys
    where indrelid = table_id and indisunique and not indisprimary and indexprs is null and indpred is null and indnkeyatts > 1), '');
end
$$;

comment on function platform.standards_uniques is 'Returns the sets of columns of a table that are unique together, for the standards.';

revoke all on function platform.standards_uniques from public, anon, authenticated, service_role;
