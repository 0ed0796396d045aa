-- scope_facts: Returns the catalog facts that deviating_relations reads of a sound table of a scope, with a_table for the
-- table's name, %a for the app's id as policies print it, and %u for the app's second role. Built from
-- the same functions that verify_app compares with the catalog.
create or replace function platform.scope_facts(scope text)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return concat_ws(e'\n',
    'r t t',
    (
      select string_agg(concat_ws(' ', policy.name, policy.is_permissive,
          case policy.command when 'all' then '*' when 'select' then 'r' when 'insert' then 'a' when 'update' then 'w' else 'd' end,
          (select string_agg(role.name, ',' order by role.name collate "C") from unnest(policy.roles) as role (name)),
          'using', policy.using_expression,
          'check', policy.check_expression), e'\n' order by policy.name collate "C")
      from (
        select name, is_permissive, command, array_replace(roles, platform.app_user_role(0), '%u') as roles,
          replace(replace(using_expression, platform.app_literal(0), '%a'), platform.app_user_role(0), '%u') as using_expression,
          replace(replace(check_expression, platform.app_literal(0), '%a'), platform.app_user_role(0), '%u') as check_expression
        from platform.scope_policies(0, scope_facts.scope)
      ) as policy
    ),
    (
      select string_agg('O ' || trigger.definition, e'\n' order by trigger.name collate "C")
      from platform.scope_triggers('a_table', scope_facts.scope, true) as trigger
    ),
    (
      select string_agg(concat_ws(' ', grants.grantee, grants.privilege, 'f'), e'\n'
        order by grants.grantee collate "C", grants.privilege collate "C")
      from platform.scope_grants(scope_facts.scope) as grants
    ));
end
$$;

comment on function platform.scope_facts is 'Returns the catalog facts of a sound table of a scope.';

revoke all on function platform.scope_facts from public, anon, authenticated, service_role;
