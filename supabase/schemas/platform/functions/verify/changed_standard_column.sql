-- changed_standard_column: Returns the first standard column that a table lacks or has otherwise than create_table made it: its
-- name, type, NOT NULL or default. Null if it has all of them. Triggers, policies and the trash rely on these columns. Whether
-- user_id is required is for owner_findings to decide.
-- Called by: deviating_relations, standard_column_findings.
create or replace function platform.changed_standard_column(relation oid)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select expected.name
    from (values
      (1, 'id', 'uuid'::regtype, array['pg_catalog.gen_random_uuid()'::regprocedure]),
      (2, 'user_id', 'uuid', array['access.user_id()'::regprocedure, 'auth.uid()']),
      (3, 'created_at', 'timestamptz', array['pg_catalog.now()'::regprocedure]),
      (4, 'updated_at', 'timestamptz', array['pg_catalog.now()'::regprocedure])) as expected (position, name, type, defaults)
    left join pg_catalog.pg_attribute
      on attrelid = changed_standard_column.relation and attname = expected.name and not attisdropped
    left join pg_catalog.pg_attrdef on adrelid = attrelid and adnum = attnum
    where (
      atttypid = expected.type and (attnotnull or expected.name = 'user_id') and attgenerated = ''
      -- The tree begins with its outermost function.
      and substring(adbin::text from '^{FUNCEXPR :funcid (\d+) ')::oid = any (expected.defaults)
    ) is not true
    order by expected.position limit 1);
end
$$;

comment on function platform.changed_standard_column is 'Returns the first standard column that a table lacks or that was changed.';

revoke all on function platform.changed_standard_column from public, anon, authenticated, service_role;
