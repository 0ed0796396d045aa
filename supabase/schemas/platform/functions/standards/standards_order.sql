-- standards_order: Returns the call that orders the rows of a relation: newest first if it has created_at, otherwise by the
-- first column of its key.
create or replace function platform.standards_order(relation platform.api_relation, columns platform.api_column[])
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when exists (select from unnest(columns) as item where item.name = 'created_at')
      then E'\n  .order(''created_at'', { ascending: false })'
    when cardinality(relation.key) > 0 then format(E'\n  .order(%s)', platform.typescript_string(relation.key[1]))
    else ''
  end;
end
$$;

comment on function platform.standards_order is 'Returns the call that orders the rows of a relation.';

revoke all on function platform.standards_order from public, anon, authenticated, service_role;
