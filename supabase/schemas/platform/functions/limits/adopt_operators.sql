-- adopt_operators: Creates, in schema access, the operators || of extensions such as hstore, ltree and vector, so that submitted SQL
-- finds them among those of PostgreSQL's own types. Returns how many it created.
-- Called by: the last migration, and DBAs after they created such an extension (docs/operations.md).
create or replace function platform.adopt_operators()
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_operator record;
  v_count integer := 0;
begin
  for v_operator in
    select oprcode, format_type(oprleft, null) as left_type, format_type(oprright, null) as right_type
    from pg_catalog.pg_operator as own
    where own.oprname = '||' and own.oprnamespace <> 'access'::regnamespace
      and not exists (
        select from pg_catalog.pg_operator as known
        where known.oprname = '||' and known.oprnamespace = 'access'::regnamespace
          and known.oprleft = own.oprleft and known.oprright = own.oprright)
  loop
    execute format('create operator access.|| (function = %s, leftarg = %s, rightarg = %s)',
      v_operator.oprcode::regproc, v_operator.left_type, v_operator.right_type);
    v_count := v_count + 1;
  end loop;
  return v_count;
end
$$;

comment on function platform.adopt_operators is 'Creates the operators || of extensions in schema access, for submitted SQL.';

revoke all on function platform.adopt_operators from public, anon, authenticated, service_role;
