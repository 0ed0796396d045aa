-- is_immutable_expression: Returns whether a stored expression depends on its columns only: not on the session, the claims, the
-- clock, chance or the labels of an enum type. tree is the catalog's expression tree. A cast by way of text counts as what reads
-- and prints the types in the tree.
-- Called by: sign_up_rules and is_safe_default.
create or replace function platform.is_immutable_expression(tree text)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return tree !~ '\{(?:SQLVALUEFUNCTION|NEXTVALUEEXPR) '
    and not exists (
      select from regexp_matches(tree, ':(?:opfuncid|funcid) ([1-9]\d*)', 'g') as called (id)
      join pg_catalog.pg_proc on pg_proc.oid = called.id[1]::oid
      where provolatile <> 'i')
    and not (tree ~ '\{COERCEVIAIO ' and exists (
      select from regexp_matches(tree, ':[a-z]*type(?:id)? ([1-9]\d*)', 'g') as named (id)
      join pg_catalog.pg_type on pg_type.oid = named.id[1]::oid
      join pg_catalog.pg_proc on pg_proc.oid in (typinput, typoutput)
      where provolatile <> 'i'));
end
$$;

comment on function platform.is_immutable_expression is 'Returns whether a stored expression depends on its columns only.';

revoke all on function platform.is_immutable_expression from public, anon, authenticated, service_role;
