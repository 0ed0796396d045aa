-- typescript_columns: Returns the names of columns, given by their numbers, as a list of string literals.
create or replace function platform.typescript_columns(relation_id oid, numbers smallint[])
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select string_agg(platform.typescript_string(attname), ', ' order by key.position)
    from unnest(numbers) with ordinality as key (number, position)
    join pg_catalog.pg_attribute on attrelid = relation_id and attnum = key.number
  );
end
$$;

comment on function platform.typescript_columns is 'Returns the names of columns as a list of string literals.';

revoke all on function platform.typescript_columns from public, anon, authenticated, service_role;
