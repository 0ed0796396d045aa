-- left_over_policies: Returns the names of the policies of a table that allow more than its scope does: defaults of another
-- scope, and whatever a table for keys only has besides isolation and keys.
create or replace function platform.left_over_policies(app_id bigint, table_id oid, scope text)
returns setof text
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select polname::text from pg_catalog.pg_policy
    where polrelid = table_id and (scope = 'server_only' or polname ~ platform.reserved_policies())
      and polname not in (select policy.name from platform.scope_policies(left_over_policies.app_id, left_over_policies.scope) as policy);
end
$$;

comment on function platform.left_over_policies is 'Returns the policies of a table that allow more than its scope does.';

revoke all on function platform.left_over_policies from public, anon, authenticated, service_role;
