-- derived_name: the name of an index or constraint, <table>_<columns>_<suffix>. A name that would not fit into
-- 63 bytes is cut and told apart by a hash, where PostgreSQL would cut it into a collision.
create or replace function platform.derived_name(table_name text, columns text[], suffix text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name constant text := table_name || '_' || array_to_string(columns, '_') || '_' || suffix;
begin
  if octet_length(v_name) <= 63 then
    return v_name;
  end if;
  return left(v_name, 63 - 10 - octet_length(suffix)) || '_' || left(md5(v_name), 8) || '_' || suffix;
end
$$;

comment on function platform.derived_name is 'The name of an index or constraint, at most 63 bytes.';

revoke all on function platform.derived_name from public, anon, authenticated, service_role;
