-- derived_name: Returns the name of an index or constraint, <table>_<columns>_<suffix>. Indexes share a namespace with
-- tables, so their names carry a hash that records where the table's name and each column's end. So does a name of several
-- columns, and one that would not fit into 63 bytes, which PostgreSQL would truncate into a collision.
create or replace function platform.derived_name(table_name text, columns text[], suffix text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_stem constant text := table_name || '_' || array_to_string(columns, '_');
  v_ending text;
begin
  if suffix not in ('idx', 'key', 'pkey') and cardinality(columns) = 1 and octet_length(v_stem || '_' || suffix) <= 63 then
    return v_stem || '_' || suffix;
  end if;
  v_ending := '_' || left(md5(table_name || columns::text), 8) || '_' || suffix;
  return left(v_stem, 63 - octet_length(v_ending)) || v_ending;
end
$$;

comment on function platform.derived_name is 'Returns the name of an index or constraint, at most 63 bytes long.';

revoke all on function platform.derived_name from public, anon, authenticated, service_role;
