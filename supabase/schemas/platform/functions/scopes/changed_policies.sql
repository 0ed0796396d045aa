-- changed_policies: Returns those policies of a scope that a table lacks (is_missing), or has with other contents. It compares what
-- the catalog prints, so it also finds a policy that has the right name and a different content.
create or replace function platform.changed_policies(app_id bigint, table_id oid, scope text)
returns table (name text, is_missing boolean)
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select expected.name, actual.oid is null
    from platform.scope_policies(changed_policies.app_id, changed_policies.scope) as expected
    left join pg_catalog.pg_policy as actual on actual.polrelid = table_id and actual.polname = expected.name
    where (
        actual.polpermissive,
        actual.polcmd,
        pg_catalog.pg_get_expr(actual.polqual, actual.polrelid),
        pg_catalog.pg_get_expr(actual.polwithcheck, actual.polrelid),
        array(
          select case role_id when 0 then 'public' else pg_catalog.pg_get_userbyid(role_id) end
          from unnest(actual.polroles) as role_id order by 1
        )
      ) is distinct from (
        expected.is_permissive,
        (
          case expected.command when 'all' then '*' when 'select' then 'r' when 'insert' then 'a' when 'update' then 'w' else 'd' end
        )::"char",
        expected.using_expression,
        expected.check_expression,
        expected.roles::name[]
      );
end
$$;

comment on function platform.changed_policies is 'Returns the policies of a scope that a table lacks, or has with other contents.';

revoke all on function platform.changed_policies from public, anon, authenticated, service_role;
