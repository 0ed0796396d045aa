-- adopt_operators: Creates, in schema access, the operators || of extensions such as hstore, ltree and vector, so that submitted SQL
-- finds them among those of PostgreSQL's own types. Returns how many it created.
-- Called by: the last migration, and DBAs after they created such an extension (docs/operations.md). verify_shard says when.
create or replace function platform.adopt_operators()
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_operator record;
  v_count integer := 0;
begin
  for v_operator in select * from platform.missing_operators() loop
    execute format('create operator access.|| (function = %s, leftarg = %s, rightarg = %s)',
      v_operator.function_name, v_operator.left_type, v_operator.right_type);
    v_count := v_count + 1;
  end loop;
  return v_count;
end
$$;

comment on function platform.adopt_operators is 'Creates the operators || of extensions in schema access, for submitted SQL.';

revoke all on function platform.adopt_operators from public, anon, authenticated, service_role;
